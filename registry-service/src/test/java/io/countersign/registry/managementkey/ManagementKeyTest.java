package io.countersign.registry.managementkey;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.ADMIN_OF_PROJECT;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.OWNER_OF_ANOTHER_ORGANIZATION;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.refusal.Refused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManagementKeyTest {
    private static final String ID = "key-1";
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final TreeSet<String> ROLES = new TreeSet<>(List.of("auditor"));
    private static final ManagementKeyIssued ISSUED = new ManagementKeyIssued(ID, ACME, "ci", ROLES, "ab12", END);

    private final AggregateTestFixture<ManagementKey> fixture = new AggregateTestFixture<>(ManagementKey.class);

    @Nested
    class GivenNothing {
        @Test
        void anOwnerIssuesAKey() {
            fixture.givenNoPriorActivity().when(new IssueManagementKey(ID, "ci", ROLES, "ab12", END, OWNER)).expectEvents(ISSUED);
        }

        @Test
        void aProjectAdministratorDoesNot() {
            fixture.givenNoPriorActivity().when(new IssueManagementKey(ID, "ci", ROLES, "ab12", END, ADMIN_OF_PROJECT))
                    .expectException(refused(Reason.FORBIDDEN));
        }
    }

    @Nested
    class GivenAKey {
        @Test
        void itAcceptsItsOwnSecretUntilItExpires() {
            var key = (ManagementKeyState.Usable) Entries.<ManagementKeyEvent, ManagementKeyState>fold(ManagementKeyState.initial(),
                    ISSUED);

            assertThat(key.accepts("ab12", END.minusSeconds(1))).isTrue();
            assertThat(key.accepts("ab13", END.minusSeconds(1))).isFalse();
            assertThat(key.accepts("ab12", END)).isFalse();
        }

        @Test
        void revokingItTwiceIsRevokingItOnce() {
            fixture.given(ISSUED).when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER))
                    .expectEvents(new ManagementKeyRevoked(ID, ReasonCode.ADMIN));
            new AggregateTestFixture<>(ManagementKey.class).given(ISSUED, new ManagementKeyRevoked(ID, ReasonCode.ADMIN))
                    .when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void anotherOrganizationDoesNotKnowIt() {
            fixture.given(ISSUED).when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
        }
    }
}
