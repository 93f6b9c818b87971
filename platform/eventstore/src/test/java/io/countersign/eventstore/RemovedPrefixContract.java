package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static io.countersign.eventstore.Events.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises of a log that lost a prefix. */
abstract class RemovedPrefixContract extends EventLogFixture {
    @Nested
    class GivenALogWhosePrefixWasRemoved {
        private EventLog other = log();

        @BeforeEach
        void remove() {
            IntStream.range(0, 10).forEach(n -> log().append(run("a" + n, 0, 2)));
            log().append(commit("long", event("long", 0)));
            log().append(commit(event("long", 1)));
            other = replica(LogLimits.DEFAULT);
            assertThat(other.head()).isEqualTo(new Head(11, 22));
            assertThat(log().start()).isEqualTo(LogStart.BEGINNING);
            assertThat(log().startAt(11)).isEqualTo(new LogStart(11, 21));
            pass(LogStart.SETTLES);
            clear();
        }

        /** In as many bounded steps as it takes. */
        private void clear() {
            var settled = log().start();
            assertThat(Stream.generate(() -> log().clear(settled, 4)).limit(4)).endsWith(true);
        }

        @Test
        void everyReplicaSeesWhereItBegins() {
            assertThat(other.start()).isEqualTo(new LogStart(11, 21));
            assertThat(other.head()).isEqualTo(new Head(11, 22));
            assertThat(replica(LogLimits.DEFAULT).head()).isEqualTo(new Head(11, 22));
            assertThat(other.read(11, 10)).extracting(StoredCommit::first).containsExactly(21L);
            assertThat(other.read(12, 10)).isEmpty();
        }

        @Test
        void whoReadsWhatIsRemovedLearnsWhereToGoOn() {
            Stream.of(log(), other, replica(LogLimits.DEFAULT)).forEach(each -> Stream.of(0L, 5L, 10L)
                    .forEach(number -> assertThatThrownBy(() -> each.read(number, 10)).isInstanceOfSatisfying(
                            EventLogException.Removed.class,
                            removed -> assertThat(each.read(removed.start().number(), 10)).hasSize(1))));
        }

        @Test
        void whatIsRemovedIsFoundByNothing() {
            Stream.of(log(), other).forEach(each -> {
                assertThat(each.find("long")).isEmpty();
                assertThat(each.stream("a3", 0)).isEmpty();
                assertThat(each.stream("long", 0)).isEmpty();
                assertThat(each.stream("long", 1)).singleElement().extracting(StoredEvent::position).isEqualTo(21L);
                assertThat(each.lastSequence("a3")).isEmpty();
            });
            assertThat(log().recent(0, 100)).extracting(StoredCommit::number).containsExactly(11L);
        }

        @Test
        void numbersAndPositionsGoOn() {
            assertThat(other.append(run("b", 0, 3))).isEqualTo(new Appended(12, 22));
            assertThat(log().append(commit(event("b", 3)))).isEqualTo(new Appended(13, 25));
            assertThat(replica(LogLimits.DEFAULT).append(commit(event("b", 4)))).isEqualTo(new Appended(14, 26));
            assertThat(log().read(11, 10)).extracting(StoredCommit::number).containsExactly(11L, 12L, 13L, 14L);
        }

        @Test
        void keysAndCommitIdsOfWhatIsRemovedAreFree() {
            assertThat(log().append(commit("long", event("a3", 0)))).isEqualTo(new Appended(12, 22));
            assertThat(other.stream("a3", 0)).hasSize(1);
            assertThatThrownBy(() -> other.append(commit(event("a3", 0)))).isInstanceOf(EventLogException.Conflict.class);
            assertThatThrownBy(() -> other.append(commit(event("long", 1)))).isInstanceOf(EventLogException.Conflict.class);
        }

        @Test
        void aWriterThatWasIdleAllTheTimeDoesNotTakeASlotThatWasRemoved() {
            var idle = replica(LogLimits.DEFAULT);
            idle.append(commit(event("idle", 0)));
            IntStream.range(0, 20).forEach(n -> log().append(commit(event("busy", n))));
            log().startAt(25);
            pass(LogStart.SETTLES);
            clear();
            assertThat(idle.append(commit(event("idle", 1)))).isEqualTo(new Appended(33, 43));
            assertThat(log().read(33, 1).getFirst().events()).extracting(StoredEvent::aggregateId).containsExactly("idle");
        }

        @Test
        void theLastCommitStays() {
            assertThatIllegalArgumentException().isThrownBy(() -> log().startAt(12));
            assertThatIllegalArgumentException().isThrownBy(() -> log().clear(new LogStart(12, 22), 10));
            assertThat(log().start()).isEqualTo(new LogStart(11, 21));
        }

        @Test
        void theStartNeverGoesBack() {
            assertThat(log().startAt(3)).isEqualTo(new LogStart(11, 21));
            assertThat(other.startAt(11)).isEqualTo(new LogStart(11, 21));
        }
    }

    @Nested
    class GivenAStartThatIsWrittenButNotSettled {
        private EventLog other = log();

        @BeforeEach
        void startLater() {
            log().append(commit("first", event("a", 0)));
            log().append(commit(event("b", 0)));
            other = replica(LogLimits.DEFAULT);
            other.append(commit(event("b", 1)));
            log().startAt(1);
        }

        @Test
        void theCommitIdOfWhatStandsInFrontOfItIsFreeAlready() {
            assertThat(other.append(commit("first", event("c", 0)))).isEqualTo(new Appended(3, 3));
            assertThat(log().read(1, 10)).hasSize(3);
            assertThat(log().head()).isEqualTo(new Head(3, 4));
        }

        @Test
        void theKeyOfWhatStandsInFrontOfItIsFreeAlready() {
            assertThat(other.append(commit(event("a", 0)))).isEqualTo(new Appended(3, 3));
            assertThat(log().stream("a", 0)).singleElement().extracting(StoredEvent::position).isEqualTo(3L);
        }

        @Test
        void anInterruptedClearingIsFinishedByTheNext() {
            IntStream.range(0, 20).forEach(n -> log().append(commit(event("long", n))));
            log().startAt(10);
            log().clear(log().start(), 3);
            other.startAt(18);
            assertThat(other.clear(other.start(), 100)).isTrue();
            assertThat(log().read(18, 100)).hasSize(5);
            assertThat(replica(LogLimits.DEFAULT).stream("long", 15)).hasSize(5);
        }
    }
}
