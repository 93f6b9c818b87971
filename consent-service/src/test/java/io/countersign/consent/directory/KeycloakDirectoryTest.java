package io.countersign.consent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.consent.directory.Directory.MembershipStatus;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Parts;
import io.countersign.testkit.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** The directory on the real Keycloak, with the realm that is shipped and the rights its account has there. */
@Tag("keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakDirectoryTest {
    private static final String NOBODY = "6f1b2f6e-0c51-4d0a-9a5e-0000000000ff";
    private KeycloakDirectory directory;

    @BeforeAll
    void start() {
        directory = at(Parts.keycloak().url(), KeycloakPart.DIRECTORY_SECRET);
    }

    @AfterAll
    void stop() {
        directory.close();
    }

    private static KeycloakDirectory at(String url, String secret) {
        return new KeycloakDirectory(new DirectoryProperties(URI.create(url), KeycloakPart.REALM, KeycloakPart.DIRECTORY_CLIENT, secret,
                Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void aMemberIsKnownAndAStrangerIsNot() {
        assertThat(directory.isMember(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id())).isTrue();
        assertThat(directory.isMember(KeycloakPart.ORGANIZATION, Person.OPERATOR.id())).isFalse();
        assertThat(directory.isMember(KeycloakPart.ORGANIZATION, "6f1b2f6e-0c51-4d0a-9a5e-0000000000ff")).isFalse();
        assertThat(directory.isMember("6f1b2f6e-0c51-4d0a-9a5e-0000000000fe", Person.FIRST_MEMBER.id())).isFalse();
    }

    @Test
    void whoIsNoMemberOfAnOrganizationMayBeKnownAllTheSame() {
        assertThat(directory.isKnown(Person.OPERATOR.id())).isTrue();
        assertThat(directory.isKnown("6f1b2f6e-0c51-4d0a-9a5e-0000000000ff")).isFalse();
    }

    @Test
    void membersAndNamesComeInOneBatch() {
        assertThat(directory.members(KeycloakPart.ORGANIZATION)).extracting(Directory.Person::userId).contains(Person.OWNER.id(),
                Person.FIRST_MEMBER.id(), Person.SECOND_MEMBER.id()).doesNotContain(Person.OPERATOR.id());
        assertThat(directory.names(List.of(Person.FIRST_MEMBER.id(), Person.OPERATOR.id())))
                .containsEntry(Person.FIRST_MEMBER.id(), "Mia Onyango").containsEntry(Person.OPERATOR.id(), "Otto Prater");
    }

    @Test
    void howSomebodyStandsIsKnownOfOrganizationsThatThereAreOnly() {
        assertThat(directory.membershipStatus(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id())).isEqualTo(MembershipStatus.MEMBER);
        assertThat(directory.membershipStatus(KeycloakPart.ORGANIZATION, Person.OPERATOR.id())).isEqualTo(MembershipStatus.NON_MEMBER);
        assertThat(directory.membershipStatus(KeycloakPart.ORGANIZATION, NOBODY)).isEqualTo(MembershipStatus.GONE);
        assertThat(directory.membershipStatus("6f1b2f6e-0c51-4d0a-9a5e-0000000000fe", NOBODY))
                .isEqualTo(MembershipStatus.UNKNOWN_ORGANIZATION);
        assertThat(directory.membershipStatus("6f1b2f6e-0c51-4d0a-9a5e-0000000000fe", Person.FIRST_MEMBER.id()))
                .isEqualTo(MembershipStatus.UNKNOWN_ORGANIZATION);
    }

    /** With the rights its account has; what is disabled there is told by a signal, and by the word asked for after it. */
    @Test
    void whatAdministratorsChangeIsSignalled() {
        var before = directory.latestSignal();
        try (var administrator = administrator()) {
            var user = administrator.realm(KeycloakPart.REALM).users().get(Person.SECOND_MEMBER.id());
            var representation = user.toRepresentation();
            representation.setEnabled(false);
            user.update(representation);
            try {
                assertThat(directory.signals(before, 0, 50)).filteredOn(signal -> Person.SECOND_MEMBER.id().equals(signal.userId()))
                        .isNotEmpty().allSatisfy(signal -> assertThat(signal.millis()).isGreaterThanOrEqualTo(before));
                assertThat(directory.membershipStatus(KeycloakPart.ORGANIZATION, Person.SECOND_MEMBER.id()))
                        .isEqualTo(MembershipStatus.DISABLED);
            } finally {
                representation.setEnabled(true);
                user.update(representation);
            }
        }
        assertThat(directory.signals(before, 1, 1)).as("page by page").hasSize(1);
        assertThat(directory.latestSignal()).isGreaterThan(before);
    }

    private static Keycloak administrator() {
        return KeycloakBuilder.builder().serverUrl(Parts.keycloak().url()).realm("master").clientId("admin-cli")
                .username(KeycloakPart.ADMIN_USERNAME).password(KeycloakPart.ADMIN_PASSWORD).build();
    }

    @Test
    void whereNobodyAnswersOrTheSecretIsWrongThereIsNoAnswer() {
        try (var silent = at("http://127.0.0.1:1", "x"); var refused = at(Parts.keycloak().url(), "wrong")) {
            assertThatThrownBy(() -> silent.isMember(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id()))
                    .isInstanceOf(DirectoryUnavailable.class);
            assertThatThrownBy(() -> refused.isMember(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id()))
                    .isInstanceOf(DirectoryUnavailable.class);
        }
    }
}
