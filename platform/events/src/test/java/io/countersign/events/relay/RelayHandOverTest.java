package io.countersign.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.eventstore.Head;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What its own process appended reaches the relay from memory, and nothing of what the log holds is missed for it (architecture 3). */
class RelayHandOverTest extends RelayedLog {
    final ReplicaLog own = new ReplicaLog(log, 1_000);

    private void sent(int commits) {
        await().until(() -> sender.commits.size() >= commits);
        assertThat(sender.commits).isEqualTo(numbers(commits));
    }

    @Nested
    class GivenARelayThatHasCaughtUp {
        @BeforeEach
        void caughtUp() {
            relay("a", sender, own);
            await().until(() -> sender.story().contains("caught up -1"));
        }

        @Test
        void whatItsProcessAppendsIsNotReadBack() {
            for (var n = 0; n < 100; n++) {
                append(own, n, 1);
            }
            sent(100);
            assertThat(own.read).as("commits that a due look at the head met before their hand-over").hasValueLessThan(50);
        }

        @Test
        void commitsOfAnotherReplicaBetweenItsOwnAreReadFromTheLog() {
            for (var n = 0; n < 100; n++) {
                append(n % 3 == 1 ? log : own, n, 1);
            }
            sent(100);
        }

        @Test
        void aCommitOfAnotherReplicaBehindItsOwnIsSeenWithoutAnAppendOfItsOwn() {
            append(own, 0, 3);
            append(log, 3, 1);
            sent(4);
        }

        @Test
        void theHeadIsReadAlthoughItsOwnAppendsGoOn() {
            var appended = 0;
            while (sender.calls.stream().filter(call -> call.startsWith("caught up ")).distinct().count() < 4) {
                append(own, appended++, 1);
            }
            sent(appended);
        }

        @Test
        void afterAFailureItsOwnAreSentAgainBehindTheLastAcknowledgement() {
            sender.failures.set(3);
            append(own, 0, 30);
            await().until(() -> sender.story().contains("caught up 29"));
            assertThat(sender.commits).containsAll(numbers(30));
            var lastRun = sender.commits.subList(sender.commits.lastIndexOf(0L), sender.commits.size());
            assertThat(lastRun).isEqualTo(numbers(30));
        }
    }

    @Nested
    class GivenMoreThanIsHeld {
        final ReplicaLog few = new ReplicaLog(log, 3);

        @Test
        void theRestIsReadFromTheLog() {
            append(few, 0, 50);
            relay("a", sender, few);
            sent(50);
        }
    }

    @Nested
    class GivenALogThatIsRewound {
        @Test
        void itIsSentAgainFromItsBeginningAndNotFromWhatIsHeld() {
            append(log, 0, 20);
            append(own, 20, 20);
            relay("a", sender, own);
            sent(40);
            assertThat(ledger.rewind("sample", Head.EMPTY, Head.EMPTY)).isTrue();
            await().until(() -> sender.commits.size() >= 80);
            assertThat(sender.commits.subList(40, 80)).isEqualTo(numbers(40));
        }
    }
}
