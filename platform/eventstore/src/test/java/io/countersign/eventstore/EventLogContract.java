package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static io.countersign.eventstore.Events.freshId;
import static io.countersign.eventstore.Events.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.AccessEntry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises. An implementation extends it and says how a replica is opened. */
public abstract class EventLogContract extends RemovedPrefixContract {
    @Nested
    class GivenAnEmptyLog {
        @Test
        void itHasNoHeadAndNothingToRead() {
            assertThat(log().head()).isEqualTo(Head.EMPTY);
            assertThat(log().read(0, 10)).isEmpty();
            assertThat(log().stream("a", 0)).isEmpty();
            assertThat(log().lastSequence("a")).isEmpty();
            assertThat(log().find("nothing")).isEmpty();
        }

        @Test
        void theFirstCommitStartsBothCounts() {
            assertThat(log().append(run("a", 0, 3))).isEqualTo(new Appended(0, 0));
            assertThat(log().append(run("b", 0, 2))).isEqualTo(new Appended(1, 3));
            assertThat(log().head()).isEqualTo(new Head(1, 5));
        }

        @Test
        void everyReplicaKnowsItByTheSameSource() {
            assertThat(replica(LogLimits.DEFAULT).source()).isEqualTo(log().source()).startsWith("/");
        }

        @Test
        void aCommitOfSeveralAggregatesBecomesTrueTogether() {
            var both = new Commit(freshId("commit"), List.of(event("a", 0), event("b", 0)),
                    List.of(new AccessEntry("client:a", 4, true, false, 4), new AccessEntry("client:b", 0, false, true, 1)));
            log().append(both);
            var stored = log().find(both.commitId()).orElseThrow();
            assertThat(stored.access()).isEqualTo(both.access());
            assertThat(stored.events()).extracting(StoredEvent::aggregateId).containsExactly("a", "b");
            assertThat(log().stream("b", 0)).singleElement().extracting(StoredEvent::position).isEqualTo(1L);
        }

        @Test
        void theBytesComeBackAsTheyWere() {
            var bytes = new byte[]{0, -1, 127, -128, '{'};
            log().append(commit(new NewEvent("a", 0, bytes)));
            assertThat(log().stream("a", 0)).singleElement().extracting(StoredEvent::bytes).isEqualTo(bytes);
            assertThat(log().read(0, 1).getFirst().events().getFirst().bytes()).isEqualTo(bytes);
        }
    }

    @Nested
    class GivenAnAggregateWithEvents {
        @BeforeEach
        void append() {
            log().append(run("a", 0, 2));
            log().append(commit(event("other", 0)));
            log().append(commit(event("a", 2)));
        }

        @Test
        void aTakenSequenceIsAConflictThatStoresNothing() {
            assertThatThrownBy(() -> log().append(commit(event("fresh", 0), event("a", 1))))
                    .isInstanceOfSatisfying(EventLogException.Conflict.class, conflict -> {
                        assertThat(conflict.aggregateId()).isEqualTo("a");
                        assertThat(conflict.sequence()).isEqualTo(1);
                    });
            assertThat(log().stream("fresh", 0)).isEmpty();
            assertThat(log().head()).isEqualTo(new Head(2, 4));
        }

        @Test
        void anotherReplicaMeetsTheSameConflict() {
            var other = replica(LogLimits.DEFAULT);
            assertThatThrownBy(() -> other.append(commit(event("a", 0)))).isInstanceOf(EventLogException.Conflict.class);
            assertThat(other.append(commit(event("a", 3)))).isEqualTo(new Appended(3, 4));
            assertThat(log().append(commit(event("a", 4)))).isEqualTo(new Appended(4, 5));
        }

        @Test
        void theLogGoesOnAfterAConflictWithoutAHole() {
            assertThatThrownBy(() -> log().append(commit(event("a", 0)))).isInstanceOf(EventLogException.Conflict.class);
            assertThat(log().append(commit(event("b", 0)))).isEqualTo(new Appended(3, 4));
        }

        @Test
        void aRepeatedCommitIdAnswersThePlaceItHas() {
            var once = commit(event("a", 3));
            var place = log().append(once);
            log().append(commit(event("b", 0)));
            assertThat(log().append(once)).isEqualTo(place);
            assertThat(replica(LogLimits.DEFAULT).append(once)).isEqualTo(place);
            assertThat(log().head()).isEqualTo(new Head(4, 6));
        }

        @Test
        void itsStreamIsReadFromAnySequence() {
            assertThat(log().stream("a", 0)).extracting(StoredEvent::sequence).containsExactly(0L, 1L, 2L);
            assertThat(log().stream("a", 0)).extracting(StoredEvent::position).containsExactly(0L, 1L, 3L);
            assertThat(log().stream("a", 1)).extracting(StoredEvent::sequence).containsExactly(1L, 2L);
            assertThat(log().stream("a", 3)).isEmpty();
            assertThat(log().lastSequence("a")).hasValue(2);
        }

        @Test
        void aNewEventInTheMiddleOfACommitIsRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> log().append(commit(event("a", 3), event("a", 3))));
            assertThatIllegalArgumentException().isThrownBy(() -> log().append(commit(event("a", 3), event("a", 5))));
        }
    }

    @Nested
    class GivenALongLog {
        @Test
        void readingGivesEveryNumberOnceInOrder() {
            IntStream.range(0, 700).forEach(n -> log().append(commit(event("a", n))));
            assertThat(log().read(0, 1000)).extracting(StoredCommit::number)
                    .containsExactlyElementsOf(LongStream.range(0, 700).boxed().toList());
            assertThat(log().read(13, 50)).extracting(StoredCommit::number)
                    .containsExactlyElementsOf(LongStream.range(13, 63).boxed().toList());
            assertThat(log().read(700, 5)).isEmpty();
            assertThat(log().stream("a", 0)).extracting(StoredEvent::sequence)
                    .containsExactlyElementsOf(LongStream.range(0, 700).boxed().toList());
            assertThat(log().lastSequence("a")).hasValue(699);
            assertThat(replica(LogLimits.DEFAULT).head()).isEqualTo(new Head(699, 700));
        }
    }

    @Nested
    class GivenWhatThisInstanceAppendedLast {
        @Test
        void itIsHeldExactlyAsItStandsInTheLog() {
            IntStream.range(0, 20).forEach(n -> log().append(run("a" + n, 0, 2)));
            var read = log().read(3, 10);
            var held = log().recent(3, 10);
            assertThat(held).extracting(StoredCommit::number).containsExactlyElementsOf(LongStream.range(3, 13).boxed().toList());
            assertThat(held).usingRecursiveComparison().isEqualTo(read);
        }

        @Test
        void aRefusedCommitIsNotHeld() {
            log().append(commit(event("a", 0)));
            assertThatThrownBy(() -> log().append(commit(event("a", 0)))).isInstanceOf(EventLogException.Conflict.class);
            assertThat(log().recent(0, 10)).hasSize(1);
        }
    }

    @Nested
    class GivenLimits {
        @Test
        void anEventAtTheLimitIsStoredAndOneAboveIsRefused() {
            var limit = LogLimits.DEFAULT.eventBytes();
            log().append(commit(new NewEvent("a", 0, new byte[limit])));
            assertThatThrownBy(() -> log().append(commit(new NewEvent("a", 1, new byte[limit + 1]))))
                    .isInstanceOf(EventLogException.EventTooLarge.class);
            assertThat(log().lastSequence("a")).hasValue(0);
        }

        @Test
        void aCommitThatNoDocumentCanHoldIsRefused() {
            var large = new byte[LogLimits.DEFAULT.eventBytes()];
            var events = IntStream.range(0, 33).mapToObj(n -> new NewEvent("a", n, large)).toArray(NewEvent[]::new);
            assertThatThrownBy(() -> log().append(commit(events))).isInstanceOf(EventLogException.EventTooLarge.class);
        }

        @Test
        void aClosedLogRefuses() {
            log().close();
            assertThatThrownBy(() -> log().append(commit(event("a", 0)))).isInstanceOf(EventLogException.Overloaded.class);
        }
    }

    @Nested
    class GivenManyCallers {
        @Test
        void exactlyOneWinsEachSequence() throws Exception {
            var other = replica(LogLimits.DEFAULT);
            var won = new AtomicInteger();
            inParallel(8, caller -> {
                for (var sequence = 0; sequence < 40; sequence++) {
                    try {
                        (caller % 2 == 0 ? log() : other).append(commit(event("contested", sequence)));
                        won.incrementAndGet();
                    } catch (EventLogException.Conflict lost) {
                        assertThat(lost.aggregateId()).isEqualTo("contested");
                    }
                }
            });
            assertThat(won).hasValue(40);
            assertThat(log().stream("contested", 0)).hasSize(40);
            assertDense(log(), 40);
        }

        @Test
        void theSameCommitSentByAllIsStoredOnce() throws Exception {
            var other = replica(LogLimits.DEFAULT);
            var same = commit(event("a", 0));
            inParallel(6, caller -> assertThat((caller % 2 == 0 ? log() : other).append(same)).isEqualTo(new Appended(0, 0)));
            assertDense(log(), 1);
        }

        @Test
        void eachAcknowledgedAppendWakesTheListener() {
            var woken = new AtomicInteger();
            log().onAppend(woken::incrementAndGet);
            log().append(commit(event("a", 0)));
            log().append(commit(event("a", 1)));
            assertThat(woken).hasValueGreaterThanOrEqualTo(1);
        }
    }

    /** Numbers and positions without a hole, no commit twice. */
    protected static void assertDense(EventLog log, int commits) {
        var all = log.read(0, Integer.MAX_VALUE / 2);
        assertThat(all).hasSize(commits);
        assertThat(all).extracting(StoredCommit::commitId).doesNotHaveDuplicates();
        var position = 0L;
        for (var n = 0; n < commits; n++) {
            assertThat(all.get(n).number()).isEqualTo(n);
            assertThat(all.get(n).first()).isEqualTo(position);
            position = all.get(n).next();
        }
    }

    /** What one of several callers does. */
    @FunctionalInterface
    protected interface Caller {
        void call(int number) throws Exception;
    }

    protected static void inParallel(int callers, Caller caller) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, callers).<Callable<Boolean>>mapToObj(number -> () -> {
                caller.call(number);
                return true;
            }).toList();
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
    }
}
