package io.countersign.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.countersign.testkit.harness.ServiceRules;
import java.time.Instant;

@AnalyzeClasses(packages = "io.countersign.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests SERVICE_RULES = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule THE_VERIFIER_NEEDS_NOBODY = noClasses().that().resideInAPackage("..verifier..").should().dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "com.mongodb..", "io.countersign.access..", "io.countersign.web..",
                    "io.countersign.events..", "io.countersign.audit.ledger..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_ANOTHER_SERVICE = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("io.countersign.registry..", "io.countersign.consent..", "io.countersign.token..",
                    "io.countersign.gateway..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses().should().callMethod(Instant.class, "now");
}
