package io.countersign.consent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** The directory on the real Keycloak, with the realm that is shipped and the rights its account has there. */
@Tag("keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakDirectoryTest {
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
    void whereNobodyAnswersOrTheSecretIsWrongThereIsNoAnswer() {
        try (var silent = at("http://127.0.0.1:1", "x"); var refused = at(Parts.keycloak().url(), "wrong")) {
            assertThatThrownBy(() -> silent.isMember(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id()))
                    .isInstanceOf(DirectoryUnavailable.class);
            assertThatThrownBy(() -> refused.isMember(KeycloakPart.ORGANIZATION, Person.FIRST_MEMBER.id()))
                    .isInstanceOf(DirectoryUnavailable.class);
        }
    }
}
