package io.countersign.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what breaks it, and nothing in a service that keeps them all. */
class ServiceRulesTest {
    private static final ClassFileImporter CLASSES = new ClassFileImporter();
    private static final JavaClasses SOUND = CLASSES.importPackages("io.countersign.registry.sound");

    static Stream<ArchRule> rules() {
        return Stream.of(ServiceRules.class.getDeclaredFields()).filter(field -> field.isAnnotationPresent(ArchTest.class))
                .map(field -> rule(field.getName()));
    }

    private static ArchRule rule(String name) {
        try {
            return (ArchRule) ServiceRules.class.getDeclaredField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    private static List<String> found(String rule, JavaClasses classes) {
        return rule(rule).evaluate(classes).getFailureReport().getDetails();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"RULES_ARE_PURE, WiredState", "RULES_ARE_PURE, AskingRules", "RULES_ARE_PURE, ReadingState",
            "RULES_HAVE_NO_CLOCK_AND_NO_DICE, HastyState", "RULES_HAVE_NO_CLOCK_AND_NO_DICE, Gambler",
            "NOTHING_BUT_CONTRACTS_CROSSES_A_SERVICE, Neighbour", "CONTROLLERS_KNOW_NO_STORE, StoringController",
            "ONLY_STORES_SPEAK_THEIR_LANGUAGE, FilteringRights",
            "EVENTS_TELL_NO_SECRET_AND_NO_PERSON, TalkativeEvent$SecretTold",
            "EVENTS_TELL_NO_SECRET_AND_NO_PERSON, TalkativeEvent$TokenTold",
            "EVENTS_TELL_NO_SECRET_AND_NO_PERSON, TalkativeEvent$PersonTold",
            "EVENTS_TELL_NO_SECRET_AND_NO_PERSON, TalkativeEvent$PlaceTold",
            "EVENTS_TELL_NO_SECRET_AND_NO_PERSON, TalkativeEvent$NoteTold",
            "EVENTS_THAT_GIVE_OR_TAKE_SAY_WHY, SilentEvent$LampRevoked", "EVENTS_THAT_GIVE_OR_TAKE_SAY_WHY, SilentEvent$LampEnabled",
            "EVENTS_THAT_GIVE_OR_TAKE_SAY_WHY, SilentEvent$LampDeleted", "EVENTS_THAT_GIVE_OR_TAKE_SAY_WHY, SilentEvent$LampPainted",
            "EVERY_CACHE_HAS_A_BOUND, BoundlessCache", "ONE_PLACE_HASHES, OwnHash"})
    void aRuleFindsWhatBreaksIt(String rule, String type) throws ClassNotFoundException {
        assertThat(found(rule, CLASSES.importClasses(Class.forName("io.countersign.token.broken." + type)))).isNotEmpty()
                .allSatisfy(detail -> assertThat(detail).contains(type));
    }

    @Test
    void aPackageInWhichNullMeansAnythingIsFound() {
        assertThat(found("EVERY_PACKAGE_IS_NULL_MARKED", CLASSES.importPackages("io.countersign.token.unmarked"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVERY_CACHE_HAS_A_BOUND", "ONE_PLACE_HASHES"})
    void thePlatformKeepsItAsWell(String rule) {
        rule(rule).check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.countersign.access", "io.countersign.hash", "io.countersign.web", "io.countersign.eventstore",
                        "io.countersign.events"));
    }

    @Test
    void aContractMayCrossAService() throws ClassNotFoundException {
        var guest = CLASSES.importClasses(Class.forName("io.countersign.token.broken.Guest"));

        assertThat(found("NOTHING_BUT_CONTRACTS_CROSSES_A_SERVICE", guest)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aServiceThatKeepsTheRulesIsLeftAlone(ArchRule rule) {
        rule.check(SOUND);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleThatFindsNothingToJudgeFails(ArchRule rule) {
        var nothing = CLASSES.importPackages("io.countersign.nowhere");

        assertThatThrownBy(() -> rule.check(nothing)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }
}
