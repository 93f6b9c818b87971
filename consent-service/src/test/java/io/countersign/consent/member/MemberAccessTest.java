package io.countersign.consent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.member.MemberAccessCommand.DisableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.EnableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.RecordLeaver;
import io.countersign.consent.member.MemberAccessCommand.RecordRejoin;
import io.countersign.consent.member.MemberAccessCommand.RecordSuspension;
import io.countersign.access.AccessEntry;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemberAccessTest {
    private static final String ORG = "org-1";
    private static final String USER = "usr-1";
    private static final String ID = "acc-org-1-usr-1";
    private static final McpAccessDisabled DISABLED = new McpAccessDisabled(ID, ORG, USER, ReasonCode.SECURITY);
    private static final McpAccessEnabled ENABLED = new McpAccessEnabled(ID, ORG, USER, ReasonCode.ADMIN);
    private static final MemberLeftOrganization LEFT = new MemberLeftOrganization(ID, ORG, USER);

    private final AggregateTestFixture<MemberAccess> fixture = Aggregates.fixture(MemberAccess.class);

    private static AccessEntry entryAfter(MemberAccessEvent... events) {
        var state = MemberAccessState.initial();
        for (var sequence = 0; sequence < events.length; sequence++) {
            state = state.evolve(events[sequence], sequence);
        }
        return state.entry(ORG, USER, events.length - 1);
    }

    @Nested
    class GivenAMemberNobodyEverSwitchedOff {
        @Test
        void switchingOnChangesNothing() {
            fixture.setReportIllegalStateChange(false); // there is no stream to compare with
            fixture.givenNoPriorActivity().when(EnableMcpAccess.of(ORG, USER, ReasonCode.ADMIN)).expectNoEvents();
        }

        @Test
        void switchingOffIsRecorded() {
            fixture.givenNoPriorActivity().when(DisableMcpAccess.of(ORG, USER, ReasonCode.SECURITY)).expectEvents(DISABLED);
        }
    }

    @Nested
    class GivenAMemberWhoseAccessIsOff {
        @Test
        void switchingOffAgainChangesNothing() {
            fixture.given(DISABLED).when(DisableMcpAccess.of(ORG, USER, ReasonCode.ADMIN)).expectNoEvents();
        }

        @Test
        void switchingOnRestoresNothingThatWasHeldBefore() {
            fixture.given(ENABLED, DISABLED).when(EnableMcpAccess.of(ORG, USER, ReasonCode.ADMIN)).expectEvents(ENABLED);
            assertThat(entryAfter(ENABLED, DISABLED)).isEqualTo(new AccessEntry("member:org-1:usr-1", 2, true, false, 1));
            assertThat(entryAfter(ENABLED, DISABLED, ENABLED)).isEqualTo(new AccessEntry("member:org-1:usr-1", 2, false, false, 2));
        }

        @Test
        void leavingIsRecordedAllTheSame() {
            fixture.given(DISABLED).when(new RecordLeaver(ID, ORG, USER)).expectEvents(LEFT);
        }
    }

    @Nested
    class GivenAMemberWhoLeft {
        @Test
        void accessCannotBeSwitchedOn() {
            fixture.given(LEFT).when(EnableMcpAccess.of(ORG, USER, ReasonCode.ADMIN)).expectException(MemberLeft.class);
        }

        @Test
        void leavingAgainChangesNothing() {
            fixture.given(LEFT).when(new RecordLeaver(ID, ORG, USER)).expectNoEvents();
            fixture.given(LEFT).when(new RecordSuspension(ID, ORG, USER)).expectNoEvents();
        }

        /** Whatever was held before is dead for ever: the epoch stands above it. */
        @Test
        void rejoiningRestoresNothing() {
            var rejoined = new MemberRejoined(ID, ORG, USER);
            assertThat(entryAfter(LEFT, rejoined, ENABLED)).isEqualTo(new AccessEntry("member:org-1:usr-1", 1, false, false, 2));
        }

        @Test
        void rejoiningLeavesTheSwitchOff() {
            fixture.given(LEFT).when(new RecordRejoin(ID, ORG, USER)).expectEvents(new MemberRejoined(ID, ORG, USER));
            assertThat(entryAfter(LEFT, new MemberRejoined(ID, ORG, USER)).suspended()).isTrue();
        }
    }

    @Nested
    class GivenAMemberWhomTheIdentityProviderSuspended {
        private static final MemberSuspendedAtIdp SUSPENDED = new MemberSuspendedAtIdp(ID, ORG, USER);

        @Test
        void everythingHeldIsCutAndNothingNewIsAllowed() {
            fixture.givenNoPriorActivity().when(new RecordSuspension(ID, ORG, USER)).expectEvents(SUSPENDED);
            assertThat(entryAfter(SUSPENDED)).isEqualTo(new AccessEntry("member:org-1:usr-1", 1, true, false, 0));
        }

        @Test
        void sayingItTwiceIsOneEvent() {
            fixture.given(SUSPENDED).when(new RecordSuspension(ID, ORG, USER)).expectNoEvents();
        }

        @Test
        void noOwnerSwitchesOnWhomTheIdentityProviderDoesNotLetIn() {
            fixture.given(SUSPENDED).when(EnableMcpAccess.of(ORG, USER, ReasonCode.ADMIN)).expectException(MemberLeft.class);
        }

        @Test
        void beingDeletedAfterwardsIsLeaving() {
            fixture.given(SUSPENDED).when(new RecordLeaver(ID, ORG, USER)).expectEvents(LEFT);
        }

        @Test
        void beingLetInAgainRestoresNothingAndLeavesTheSwitchOff() {
            var rejoined = new MemberRejoined(ID, ORG, USER);
            fixture.given(SUSPENDED).when(new RecordRejoin(ID, ORG, USER)).expectEvents(rejoined);
            assertThat(entryAfter(SUSPENDED, rejoined)).isEqualTo(new AccessEntry("member:org-1:usr-1", 1, true, false, 1));
        }
    }
}
