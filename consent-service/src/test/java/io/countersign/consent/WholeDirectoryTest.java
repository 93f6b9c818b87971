package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.directory.Directory;
import org.junit.jupiter.api.Test;

/** An organization has as many members as the identity provider lists, and nobody is asked for more of them than are wanted. */
class WholeDirectoryTest {
    private static final int MANY = 10_401;
    private final KnownPeople people = new KnownPeople();

    @Test
    void membersBeyondTenThousandAreMembersToo() {
        for (var n = 0; n < MANY; n++) {
            people.knows("usr-%05d".formatted(n), "Person");
        }

        assertThat(people.members(FakePeers.KEYCLOAK_ORGANIZATION).map(Directory.Person::userId).distinct()).hasSize(MANY);
        var asked = people.asked();
        assertThat(people.members(FakePeers.KEYCLOAK_ORGANIZATION).limit(Directory.PAGE)).hasSize(Directory.PAGE);
        assertThat(people.asked() - asked).isLessThanOrEqualTo(2);
    }
}
