package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupWriterTest {
    private final StuckStore store = new StuckStore();
    private final List<StoredCommit> handedOver = new CopyOnWriteArrayList<>();
    private final Semaphore woken = new Semaphore(0);

    private GroupWriter writer(LogLimits limits) {
        return new GroupWriter("test", store, limits, new HeadFreshness(System::nanoTime), handedOver::addAll, woken::release).start();
    }

    @Nested
    class GivenAStoreThatDoesNotAnswer {
        private final GroupWriter impatient = writer(LogLimits.DEFAULT.withPatience(Duration.ofMillis(300)));

        @AfterEach
        void close() {
            store.release();
            impatient.close();
        }

        @Test
        void aSentCommitIsUnknownAndIsFinishedInTheBackground() throws Exception {
            var sent = commit(event("a", 0));
            assertThatThrownBy(() -> impatient.append(sent)).isInstanceOf(EventLogException.OutcomeUnknown.class);
            store.release();
            assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(store.storedIds()).containsExactly(sent.commitId());
        }

        @Test
        void nothingIsHandedOverBeforeItIsAcknowledged() throws Exception {
            var sent = commit(event("a", 0));
            assertThatThrownBy(() -> impatient.append(sent)).isInstanceOf(EventLogException.OutcomeUnknown.class);
            assertThat(handedOver).isEmpty();
            store.release();
            assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(handedOver).extracting(StoredCommit::commitId).containsExactly(sent.commitId());
        }

        @Test
        void aCommitThatWasNeverSentIsWithdrawn() throws Exception {
            var sent = commit(event("a", 0));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = CompletableFuture.runAsync(() -> impatient.append(sent), threads);
                store.awaitAttempts(2);
                assertThatThrownBy(() -> impatient.append(commit(event("b", 0)))).isInstanceOf(EventLogException.Overloaded.class);
                assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(EventLogException.OutcomeUnknown.class);
            }
            store.release();
            assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            impatient.close();
            assertThat(store.storedIds()).containsExactly(sent.commitId());
        }
    }

    @Nested
    class GivenAFullQueue {
        @Test
        void oneMoreIsRefusedAtOnce() throws Exception {
            var writer = writer(LogLimits.DEFAULT.withQueue(1));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var sent = CompletableFuture.supplyAsync(() -> writer.append(commit(event("a", 0))), threads);
                store.awaitAttempts(1);
                var waiting = CompletableFuture.supplyAsync(() -> writer.append(commit(event("b", 0))), threads);
                var refused = CompletableFuture.supplyAsync(() -> writer.append(commit(event("c", 0))), threads);
                var first = CompletableFuture.anyOf(waiting, refused);
                assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(EventLogException.Overloaded.class);
                store.release();
                assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo(new Appended(0, 0));
            }
            writer.close();
            assertThat(store.storedIds()).hasSize(2);
        }
    }

    @Nested
    class GivenAWriterThatIsClosed {
        @Test
        void whatWasSentIsFinishedAndWhatWasNotIsRefused() throws Exception {
            var writer = writer(LogLimits.DEFAULT);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var sent = CompletableFuture.supplyAsync(() -> writer.append(commit(event("a", 0))), threads);
                store.awaitAttempts(2);
                var unsent = CompletableFuture.supplyAsync(() -> writer.append(commit(event("b", 0))), threads);
                var closing = CompletableFuture.runAsync(writer::close, threads);
                assertThat(closing).isNotCompletedExceptionally();
                store.awaitAttempts(2);
                store.release();
                closing.get(60, TimeUnit.SECONDS);
                assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo(new Appended(0, 0));
                assertThatThrownBy(() -> unsent.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(EventLogException.Overloaded.class);
            }
        }
    }
}
