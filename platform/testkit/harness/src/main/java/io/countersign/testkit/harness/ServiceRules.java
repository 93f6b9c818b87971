package io.countersign.testkit.harness;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.countersign.hash.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture rules, which no compiler checks. A service takes them over its own packages with
 * {@code ArchTests.in(ServiceRules.class)}; a rule that finds nothing to judge fails.
 */
public final class ServiceRules {
    private static final Pattern SERVICE = Pattern.compile("io\\.countersign\\.(registry|consent|token|audit|gateway)\\b.*");
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|verifier).*(?<!Id|Hash|Suffix|Kid)");
    private static final Pattern PERSON = Pattern.compile("(?i)email|displayName|givenName|familyName|ipAddress|userAgent|note");
    private static final Pattern GIVES_OR_TAKES = Pattern.compile(
            ".*(Granted|Withdrawn|Enabled|Disabled|Suspended|Resumed|Revoked|Rotated|Archived|Deleted|BoundToServer|UnboundFromServer|BindingChanged)");
    private static final String REASON = "reasonCode";
    private static final DescribedPredicate<JavaClass> MONGO = resideInAnyPackage("com.mongodb.client.model..", "org.bson..");
    private static final DescribedPredicate<JavaClass> COLLECTION = describe("keep rows",
            type -> type.getName().equals("com.mongodb.client.MongoCollection")
                    || type.getName().equals("com.mongodb.client.MongoDatabase"));
    private static final DescribedPredicate<JavaClass> COMPONENTS = describe("are components",
            type -> type.isMetaAnnotatedWith("org.springframework.stereotype.Component"));
    private static final DescribedPredicate<JavaClass> RULES = describe("are rules",
            type -> type.getSimpleName().endsWith("State") || type.getSimpleName().endsWith("Rules"));
    private static final DescribedPredicate<JavaClass> AGGREGATES = describe("are aggregates",
            type -> type.isAnnotatedWith("org.axonframework.spring.stereotype.Aggregate"));
    private static final DescribedPredicate<JavaClass> EVENTS = describe("are events",
            type -> type.isRecord() && type.getName().contains("Event$"));

    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes().that(RULES).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "io.countersign.access", "io.countersign.hash",
                    "io.countersign.eventstore").or(describe("are of a service", type -> !serviceOf(type).isEmpty())))
            .andShould(notDependOn(COMPONENTS)).andShould(notDependOn(resideInAnyPackage("java.io..", "java.net..", "java.nio.file.."))
                    .as("do nothing but decide"));

    @ArchTest
    static final ArchRule RULES_HAVE_NO_CLOCK_AND_NO_DICE = noClasses().that(RULES.or(AGGREGATES)).should()
            .callMethod(Instant.class, "now").orShould().callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule NOTHING_BUT_CONTRACTS_CROSSES_A_SERVICE = classes()
            .should(eachDependency("stay at home, at the platform, or with a contract", dependency -> {
                var there = serviceOf(dependency.getTargetClass());
                return there.isEmpty() || there.equals(serviceOf(dependency.getOriginClass()))
                        || dependency.getTargetClass().getPackageName().contains(".contract");
            }));

    @ArchTest
    static final ArchRule CONTROLLERS_KNOW_NO_STORE = noClasses().that().haveSimpleNameEndingWith("Controller").should()
            .dependOnClassesThat().resideInAnyPackage("com.mongodb.client", "org.axonframework.eventsourcing..",
                    "org.axonframework.modelling.command..", "org.springframework.data..", "org.apache.kafka..");

    /** Whoever keeps no collection asks in words of no store: {@code Criteria}. */
    @ArchTest
    static final ArchRule ONLY_STORES_SPEAK_THEIR_LANGUAGE = classes()
            .should(each("keep a collection, or be its documents, where they speak MongoDB's language", Stream::of,
                    type -> keepsCollection(type) || type.getDirectDependenciesFromSelf().stream()
                            .noneMatch(dependency -> MONGO.test(dependency.getTargetClass()))));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().that().areNotNestedClasses()
            .should(each("be in a null-marked package", type -> Stream.of(type),
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

    @ArchTest
    static final ArchRule EVENTS_TELL_NO_SECRET_AND_NO_PERSON = classes().that(EVENTS)
            .should(each("have harmless components",
                    event -> event.getMethods().stream().filter(method -> method.getRawParameterTypes().isEmpty()).map(JavaMethod::getName),
                    name -> !SECRET.matcher(name).matches() && !PERSON.matcher(name).matches()));

    /** Architecture section 4: who, why and for what cause; who and cause stand in the envelope. The reason is a code, never a text. */
    @ArchTest
    static final ArchRule EVENTS_THAT_GIVE_OR_TAKE_SAY_WHY = classes().that(EVENTS)
            .should(each("have a code as reason where they give or take", Stream::of, ServiceRules::saysWhy));

    /** What anonymous callers make grow has a bound in entries or weight; a life alone bounds nothing. */
    @ArchTest
    public static final ArchRule EVERY_CACHE_HAS_A_BOUND = classes()
            .should(each("bound each cache they make", Stream::of,
                    type -> calls(type, Set.of("newBuilder")) == calls(type, Set.of("maximumSize", "maximumWeight"))));

    /** One place hashes; the audit verifier has its own, because it needs nobody. */
    @ArchTest
    static final ArchRule ONE_PLACE_HASHES = noClasses().that().doNotHaveFullyQualifiedName(Sha256.class.getName()).and()
            .resideOutsideOfPackage("io.countersign.audit.verifier").should().callMethod(MessageDigest.class, "getInstance", String.class);

    private ServiceRules() {
    }

    private static boolean saysWhy(JavaClass event) {
        var reason = event.tryGetMethod(REASON);
        return reason.map(method -> method.getRawReturnType().isEnum()).orElse(!GIVES_OR_TAKES.matcher(event.getSimpleName()).matches());
    }

    private static boolean keepsCollection(JavaClass type) {
        return type.getSimpleName().endsWith("Documents") || type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> COLLECTION.test(dependency.getTargetClass()))
                || type.getEnclosingClass().filter(ServiceRules::keepsCollection).isPresent();
    }

    private static long calls(JavaClass type, Set<String> methods) {
        return type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("com.github.benmanes.caffeine.cache.Caffeine"))
                .filter(call -> methods.contains(call.getName())).count();
    }

    private static String serviceOf(JavaClass type) {
        var matcher = SERVICE.matcher(type.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static ArchCondition<JavaClass> notDependOn(DescribedPredicate<? super JavaClass> forbidden) {
        return eachDependency("not depend on classes that " + forbidden.getDescription(),
                dependency -> !forbidden.test(dependency.getTargetClass()));
    }

    private static ArchCondition<JavaClass> eachDependency(String description, Predicate<Dependency> allowed) {
        return each(description, type -> type.getDirectDependenciesFromSelf().stream(), allowed);
    }

    private static <T> ArchCondition<JavaClass> each(String description, Function<JavaClass, Stream<T>> parts,
            Predicate<? super T> allowed) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                parts.apply(type)
                        .forEach(part -> events.add(new SimpleConditionEvent(type, allowed.test(part), type.getName() + ": " + part)));
            }
        };
    }
}
