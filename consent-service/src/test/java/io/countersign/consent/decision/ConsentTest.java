package io.countersign.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.AccessEntry;
import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.consent.decision.ConsentCommand.ReduceConsent;
import io.countersign.consent.decision.ConsentCommand.Shown;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.consent.decision.ConsentState.Status;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a consent decides and what it leaves behind. */
class ConsentTest {
    private static final ConsentParties PARTIES = new ConsentParties("org-1", "usr-1", "cli-1", "srv-1");
    private static final String ID = PARTIES.consentId();

    private static SortedSet<String> scopes(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private static GrantConsent grant(long memberEpoch, String... scopes) {
        return new GrantConsent(ID, PARTIES, "req-1", scopes(scopes), scopes(), ConsentBasis.EXPLICIT, new Shown("hash", "en"),
                memberEpoch, 0);
    }

    private static ConsentGranted granted(long version, long memberEpoch, String... scopes) {
        return new ConsentGranted(ID, "org-1", "usr-1", "cli-1", "srv-1", version, scopes(scopes), scopes(), ConsentBasis.EXPLICIT, "hash",
                "req-1", "en", memberEpoch, ReasonCode.USER_REQUEST, 0L);
    }

    private static ConsentWithdrawn withdrawn() {
        return new ConsentWithdrawn(ID, "org-1", "usr-1", "cli-1", "srv-1", ReasonCode.USER_REQUEST);
    }

    private static ReduceConsent reduce(String... scopes) {
        return new ReduceConsent(ID, scopes(scopes), ReasonCode.USER_REQUEST);
    }

    private static ConsentReduced reduced(String left, String removed) {
        return new ConsentReduced(ID, "org-1", "usr-1", "cli-1", "srv-1", scopes(left), scopes(removed), ReasonCode.USER_REQUEST);
    }

    private static ConsentState after(ConsentEvent... events) {
        var state = ConsentState.initial();
        for (var sequence = 0; sequence < events.length; sequence++) {
            state = state.evolve(events[sequence], sequence);
        }
        return state;
    }

    @Test
    void thereIsOneConsentPerMemberClientAndServerHoweverTheIdsAreCut() {
        assertThat(ID).isEqualTo(new ConsentParties("org-1", "usr-1", "cli-1", "srv-1").consentId());
        assertThat(new ConsentParties("org-1", "usr-1", "cli-1s", "rv-1").consentId()).isNotEqualTo(ID);
        assertThat(new ConsentParties("org-1", "usr-11", ":cli-1", "srv-1").consentId()).isNotEqualTo(ID);
    }

    @Nested
    class GivenNobodyDecided {
        @Test
        void theFirstYesIsVersionOne() {
            assertThat(after().decide(grant(0, "read"))).containsExactly(granted(1, 0, "read"));
        }

        @Test
        void thereIsNothingToWithdraw() {
            assertThat(after().decide(new WithdrawConsent(ID, ReasonCode.ADMIN))).isEmpty();
        }

        @Test
        void aNoGrantsNothing() {
            var denied = new ConsentDenied(ID, "org-1", "usr-1", "cli-1", "srv-1", scopes("read"), "hash", "req-1", "en");

            assertThat(after(denied).status()).isEqualTo(Status.NONE);
            assertThat(after(denied).scopes()).isEmpty();
        }
    }

    /** C14. */
    @Nested
    class GivenThatTheOrganizationDecided {
        private static ConsentGranted byPolicy(long version, String... scopes) {
            return new ConsentGranted(ID, "org-1", "usr-1", "cli-1", "srv-1", version, scopes(scopes), scopes(), ConsentBasis.POLICY, "",
                    "req-1", "und", 0, ReasonCode.POLICY, 0L);
        }

        @Test
        void itIsRecordedAsThatAndNobodyWasShownAnything() {
            var grant = new GrantConsent(ID, PARTIES, "req-1", scopes("read"), scopes(), ConsentBasis.POLICY, Shown.NOTHING, 0, 0);

            assertThat(after().decide(grant)).containsExactly(byPolicy(1, "read"));
        }

        @Test
        void nothingOfItIsWhatThePersonSaidYesTo() {
            assertThat(after(byPolicy(1, "read")).asked()).isNull();
            assertThat(after(byPolicy(1, "read"), granted(2, 0, "write")).asked()).containsExactly("write");
            assertThat(after(granted(1, 0, "write"), byPolicy(2, "read")).asked()).containsExactly("write");
            assertThat(after(granted(1, 0, "read", "write"), reduced("read", "write")).asked()).containsExactly("read");
            assertThat(after(granted(1, 0, "read"), withdrawn()).asked()).isNull();
        }
    }

    @Nested
    class GivenAYes {
        private final ConsentState state = after(granted(1, 0, "read", "write"));

        @Test
        void aSecondYesAddsAndRaisesNoEpoch() {
            var second = state.evolve(granted(2, 0, "read"), 1);

            assertThat(second.scopes()).containsExactly("read", "write");
            assertThat(second.access().epoch()).isZero();
            assertThat(second.accessEntries(granted(2, 0, "read"), 1)).isEmpty();
        }

        @Test
        void aNoToAnotherRequestLeavesItAlone() {
            var denied = new ConsentDenied(ID, "org-1", "usr-1", "cli-1", "srv-1", scopes("admin"), "hash", "req-2", "en");

            assertThat(state.evolve(denied, 1).status()).isEqualTo(Status.GRANTED);
            assertThat(state.evolve(denied, 1).access().epoch()).isZero();
        }

        @Test
        void withdrawingCutsOnce() {
            assertThat(state.decide(new WithdrawConsent(ID, ReasonCode.USER_REQUEST))).containsExactly(withdrawn());
            var cut = state.evolve(withdrawn(), 1);

            assertThat(cut.accessEntries(withdrawn(), 1)).containsExactly(new AccessEntry("consent:" + ID, 1, false, false, 1));
            assertThat(cut.scopes()).isEmpty();
            assertThat(cut.decide(new WithdrawConsent(ID, ReasonCode.USER_REQUEST))).isEmpty();
        }

        @Test
        void reducingCutsWhatWasAuthorizedAndLeavesTheRest() {
            assertThat(state.decide(reduce("write", "never-granted"))).containsExactly(reduced("read", "write"));
            var cut = state.evolve(reduced("read", "write"), 1);

            assertThat(cut.status()).isEqualTo(Status.GRANTED);
            assertThat(cut.scopes()).containsExactly("read");
            assertThat(cut.accessEntries(reduced("read", "write"), 1))
                    .containsExactly(new AccessEntry("consent:" + ID, 1, false, false, 1));
            assertThat(cut.decide(reduce("write"))).as("again").isEmpty();
        }

        @Test
        void reducingByEverythingIsAWithdrawal() {
            assertThat(state.decide(reduce("read", "write"))).containsExactly(withdrawn());
        }

        @Test
        void aYesAfterwardsBringsNothingBack() {
            var anew = after(granted(1, 0, "read", "write"), withdrawn(), granted(2, 0, "read"));

            assertThat(anew.scopes()).containsExactly("read");
            assertThat(anew.access().epoch()).isEqualTo(1);
            assertThat(anew.version()).isEqualTo(2);
        }

        @Test
        void aYesAfterACutOfTheMemberForgetsWhatWasGrantedBefore() {
            assertThat(state.evolve(granted(2, 7, "read"), 1).scopes()).containsExactly("read");
        }
    }

    @Nested
    class GivenAnAnsweredRequest {
        private final RequestState answered = RequestState.initial()
                .evolve(RequestState.initial().answer("req-1", ID, "org-1", ConsentOutcome.DENIED).getFirst(), 0);

        @Test
        void nobodyAnswersItAgain() {
            assertThatThrownBy(() -> answered.answer("req-1", ID, "org-1", ConsentOutcome.GRANTED)).isInstanceOf(AlreadyAnswered.class);
        }
    }

    @Nested
    class GivenADecision {
        private final DecisionFold granted = DecisionFold.of("req-1").evolve(granted(1, 3, "read"), 0, "evt-1");

        @Test
        void itStandsUntilTheConsentIsWithdrawn() {
            assertThat(granted.standing()).isPresent();
            assertThat(granted.eventId()).isEqualTo("evt-1");
            assertThat(granted.evolve(withdrawn(), 1, "evt-2").standing()).isEmpty();
            assertThat(granted.evolve(withdrawn(), 1, "evt-2").cutSoFar()).isEqualTo(1);
            assertThat(granted.evolve(reduced("read", "write"), 1, "evt-2").standing()).as("or reduced").isEmpty();
        }
    }
}
