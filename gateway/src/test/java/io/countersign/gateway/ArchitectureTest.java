package io.countersign.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.server.WebFilter;

@AnalyzeClasses(packages = "io.countersign.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_BUT_CONTRACTS_CROSSES_A_SERVICE = classes().should().onlyDependOnClassesThat(
            DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage("io.countersign.registry..", "io.countersign.token..",
                    "io.countersign.consent..", "io.countersign.audit..")).or(JavaClass.Predicates.resideInAnyPackage("..contract..")));

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule CONTROLLERS_STAY_IN_THEIR_SLICE = classes().that().haveSimpleNameEndingWith("Controller").should().notBePublic();

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().that().haveSimpleName("package-info").should()
            .beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule SLICES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices().matching("io.countersign.gateway.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_GATEWAY_KEEPS_NO_FACTS = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.axonframework..", "org.springframework.data..");

    @ArchTest
    static final ArchRule THE_GATEWAY_STORES_SESSIONS_AND_NOTHING_ELSE = noClasses().that()
            .resideOutsideOfPackage("io.countersign.gateway.session..").should().dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..");

    /** A {@code WebFilter} runs in the management server too, which probes and metrics are read from (K1). */
    @ArchTest
    static final ArchRule FILTERS_ARE_THE_PUBLIC_SERVERS = noClasses().should().implement(WebFilter.class);
}
