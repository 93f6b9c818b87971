package io.countersign.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.access.AccessEntry;
import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RelayTest extends RelayedLog {
    @Nested
    class GivenABacklog {
        @BeforeEach
        void backlog() {
            append(0, 50);
        }

        @Test
        void everyCommitIsSentOnceAndInOrder() {
            relay("a", sender);
            await().until(() -> sender.commits.size() >= 50);
            assertThat(sender.commits).isEqualTo(numbers(50));
        }

        @Test
        void laterCommitsFollow() {
            relay("a", sender);
            await().until(() -> sender.commits.size() >= 50);
            append(50, 20);
            await().until(() -> sender.commits.size() >= 70);
            assertThat(sender.commits).isEqualTo(numbers(70));
        }

        @Test
        void theNextReplicaGoesOnWhereTheStoppedOneEnded() throws InterruptedException {
            var first = relay("a", sender);
            await().until(() -> sender.commits.size() >= 50);
            first.stop();
            threads.getFirst().join();
            append(50, 5);
            var second = new RecordingSender();
            relay("b", second);
            await().until(() -> second.commits.size() >= 5);
            assertThat(second.commits).containsExactly(50L, 51L, 52L, 53L, 54L);
        }

        @Test
        void aRewoundLogIsSentAgainFromItsBeginning() {
            relay("a", sender);
            await().until(() -> sender.commits.size() >= 50);
            assertThat(ledger.rewind("sample", Head.EMPTY, Head.EMPTY)).isTrue();
            await().until(() -> sender.commits.size() >= 100);
            assertThat(sender.commits.subList(50, 100)).isEqualTo(numbers(50));
        }
    }

    /** Two of everything: a snapshot of a hundred thousand entries takes longer than a lease. */
    @Nested
    class GivenAnAnnouncementThatTakesLongerThanTheLease {
        private final CountDownLatch announced = new CountDownLatch(1);

        @Test
        void theOtherReplicaDoesNotTakeOverInTheMiddle() {
            append(0, 3);
            sender.announcing = this::awaitAnnounced;
            relay("a", sender);
            await().until(() -> sender.story().contains("started"));
            var begun = ledger.read("sample");
            var other = new RecordingSender();
            relay("b", other);

            await().until(() -> ledger.read("sample").expires().isAfter(begun.expires().plus(PROPERTIES.lease().multipliedBy(3))));
            assertThat(other.calls).isEmpty();
            assertThat(ledger.read("sample").term()).isEqualTo(begun.term());

            announced.countDown();
            await().until(() -> sender.commits.size() >= 3);
            assertThat(other.calls).isEmpty();
        }

        private void awaitAnnounced() {
            try {
                announced.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    class GivenALogThatIsRewound {
        @Test
        void theCommitOfAPositionIsFound() {
            for (var n = 0; n < 40; n++) {
                log.append(new Commit("pair-" + n, List.of(event("lmp-" + n, 0), event("lmp-" + n, 1)), List.of()));
            }
            var end = log.head();
            for (var position = 1L; position < end.nextPosition(); position++) {
                var before = CommitSearch.before(log, position, end);
                assertThat(before).as("position " + position).isEqualTo(new Head(position / 2 - 1, position / 2 * 2));
            }
            assertThat(CommitSearch.before(log, 0, end)).isEqualTo(Head.EMPTY);
        }

        @Test
        void itIsNeverRewoundForward() {
            append(0, 10);
            assertThat(ledger.rewind("sample", new Head(5, 6), Head.EMPTY)).isFalse();
            assertThat(ledger.read("sample").acknowledged()).isEqualTo(Head.EMPTY);
        }

        private NewEvent event(String id, long sequence) {
            return new NewEvent(id, sequence, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class GivenALogThatLostAPrefix {
        @BeforeEach
        void remove() {
            append(0, 30);
            log.startAt(20);
        }

        @Test
        void everythingMeansFromWhereItBegins() {
            relay("a", sender);
            await().until(() -> sender.commits.size() >= 10);
            assertThat(ledger.rewind("sample", CommitSearch.before(log, 0, log.head()), log.start().before())).isTrue();
            await().until(() -> sender.commits.size() >= 20);
            assertThat(sender.commits).startsWith(20L).endsWith(29L).hasSize(20);
        }

        @Test
        void positionsBehindItsBeginningAreFound() {
            assertThat(CommitSearch.before(log, 25, log.head())).isEqualTo(new Head(24, 25));
            assertThat(CommitSearch.before(log, 20, log.head())).isEqualTo(new Head(19, 20));
        }

        @Test
        void aPlaceThatWasRemovedAfterARewindIsNoGap() {
            assertThat(ledger.acquire("sample", "before", Duration.ZERO)).hasValueSatisfying(lease -> lease.acknowledge(new Head(4, 5)));
            relay("a", sender);
            await().until(() -> sender.story().contains("caught up 29"));
            assertThat(sender.commits).startsWith(20L).hasSize(10);
            await().until(() -> ledger.read("sample").acknowledged().equals(new Head(29, 30)));
        }
    }

    @Nested
    class GivenALagThatIsMeasured {
        @Test
        void aLogThatNobodyRelaysIsBehind() {
            var meters = meters("a");
            assertThat(meters.positions()).isZero();
            assertThat(meters.age()).isZero();
            append(0, 3);
            assertThat(meters.positions()).isEqualTo(3);
            assertThat(meters.age()).isZero();
            nanos.addAndGet(Duration.ofSeconds(9).toNanos());
            assertThat(meters.age()).isEqualTo(Duration.ofSeconds(9));
        }

        @Test
        void aRelayThatFailsAgainAndAgainStaysBehindSinceTheFirstFailure() {
            append(0, 3);
            sender.failures.set(Integer.MAX_VALUE);
            relay("a", sender);
            var meters = measured.getFirst();
            await().until(() -> meters.positions() == 3);
            nanos.addAndGet(Duration.ofSeconds(9).toNanos());
            await().until(() -> meters.age().equals(Duration.ofSeconds(9)));
            sender.failures.set(0);
            await().until(() -> meters.positions() == 0 && meters.age().isZero());
        }
    }

    @Nested
    class GivenKafkaRefuses {
        @Test
        void itStartsAgainAndNothingIsMissing() {
            append(0, 30);
            sender.failures.set(3);
            relay("a", sender);
            await().until(() -> sender.story().contains("caught up 29"));
            assertThat(sender.commits).containsAll(numbers(30));
            var lastRun = sender.commits.subList(sender.commits.lastIndexOf(0L), sender.commits.size());
            assertThat(lastRun).isEqualTo(numbers(30));
        }
    }

    @Nested
    class GivenAccessEntries {
        @Test
        void theyFollowTheirEventsAndHeartbeatsOnlyTheHead() {
            append(0, 1);
            append(1, 1, new AccessEntry("client:lmp-1", 0, true, false, 1));
            relay("a", sender);
            await().until(() -> sender.story().contains("caught up 1"));
            assertThat(sender.story()).containsExactly("started", "events 0", "events 1", "access 1", "caught up 1");
        }
    }

    @Nested
    class GivenTwoReplicas {
        @Test
        void onlyOneIsActive() {
            append(0, 5);
            var other = new RecordingSender();
            relay("a", sender);
            await().until(() -> sender.commits.size() >= 5);
            relay("b", other);
            append(5, 20);
            await().until(() -> sender.commits.size() >= 25);
            assertThat(other.story()).isEmpty();
        }

        /** A turn ends while its renewal is under way. */
        @Test
        void aRenewalThatComesAfterTheReleaseHoldsNobodyUp() {
            var left = ledger.acquire("sample", "a", Duration.ofMinutes(1)).orElseThrow();
            left.lease().release();
            assertThatThrownBy(left.lease()::renew).isInstanceOf(LeaseLost.class);
            assertThat(ledger.acquire("sample", "b", Duration.ofMinutes(1))).isPresent();
        }

        @Test
        void aTermThatPassedAcknowledgesNothing() {
            var first = ledger.acquire("sample", "a", Duration.ZERO).orElseThrow();
            ledger.acquire("sample", "b", Duration.ofMinutes(1)).orElseThrow().acknowledge(new Head(7, 9));
            assertThatThrownBy(() -> first.acknowledge(new Head(99, 99)))
                    .isInstanceOf(LeaseLost.class);
            assertThat(ledger.read("sample").acknowledged()).isEqualTo(new Head(7, 9));
            assertThat(ledger.acquire("sample", "c", Duration.ofMinutes(1))).isEmpty();
        }
    }
}
