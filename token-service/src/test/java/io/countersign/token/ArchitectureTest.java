package io.countersign.token;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullMarked;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "io.countersign.token", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes().that().haveSimpleNameEndingWith("State").should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.countersign.token..", "io.countersign.starter.access",
                    "io.countersign.eventstore");

    @ArchTest
    static final ArchRule RULES_HAVE_NO_CLOCK_AND_NO_DICE = noClasses().that().haveSimpleNameEndingWith("State").or()
            .areAnnotatedWith(Aggregate.class).should().callMethod(Instant.class, "now").orShould().callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule NOTHING_BUT_CONTRACTS_CROSSES_A_SERVICE = noClasses().should().dependOnClassesThat(
            resideInAnyPackage("io.countersign.registry.client..", "io.countersign.registry.server..",
                    "io.countersign.registry.organization..", "io.countersign.consent..", "io.countersign.audit..",
                    "io.countersign.gateway..")
                    .and(resideOutsideOfPackage("..contract..")));

    @ArchTest
    static final ArchRule CONTROLLERS_KNOW_NO_STORE = noClasses().that().haveSimpleNameEndingWith("Controller").should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb.client", "org.axonframework.eventsourcing..", "org.axonframework.modelling.command..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().that().areNotNestedClasses()
            .should(new ArchCondition<>("be null-marked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    events.add(new SimpleConditionEvent(type, type.getPackage().isAnnotatedWith(NullMarked.class),
                            type.getPackageName() + " of " + type.getName()));
                }
            });

    @ArchTest
    static final ArchRule EVENTS_TELL_NO_SECRET_AND_NO_PERSON = classes()
            .that(DescribedPredicate.describe("are events", (JavaClass type) -> type.isRecord() && type.getName().contains("Event$")))
            .should(new ArchCondition<>("have harmless components") {
                private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|verifier).*(?<!Id|Hash|Suffix|Kid)");
                private static final Pattern PERSON = Pattern
                        .compile("(?i)email|displayName|givenName|familyName|ipAddress|userAgent|note");

                @Override
                public void check(JavaClass event, ConditionEvents events) {
                    event.getMethods().stream().filter(method -> method.getRawParameterTypes().isEmpty()).map(JavaMethod::getName)
                            .forEach(name -> events.add(new SimpleConditionEvent(event,
                                    !SECRET.matcher(name).matches() && !PERSON.matcher(name).matches(), event.getName() + "." + name)));
                }
            });
}
