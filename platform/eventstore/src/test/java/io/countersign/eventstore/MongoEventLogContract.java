package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static io.countersign.eventstore.Events.freshId;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.jspecify.annotations.Nullable;

/** The contract on a server, and what only several replicas over one server can show. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MongoEventLogContract extends EventLogContract {
    private static final int REPLICAS = 3;
    private static final int CALLERS_EACH = 4;
    /** Commits, not seconds: a slow machine makes as many decisions between the replicas as a fast one. */
    private static final int WARM_UP = 500;
    private static final int RUN = 2_000;

    private @Nullable MongoClient client;

    /** Starts or finds the server; empty when there is none. */
    abstract Optional<String> uri();

    /** Why there may be no server. */
    abstract String absence();

    @BeforeAll
    void connect() {
        client = uri().map(MongoClients::create).orElse(null);
    }

    @AfterAll
    void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    @Override
    protected EventLog open(String name, LogLimits limits, LongSupplier clock) {
        var connected = Optional.ofNullable(client);
        Assumptions.assumeTrue(connected.isPresent(), this::absence);
        return MongoEventLog.open(connected.orElseThrow().getDatabase("countersign_contract"), name, "test", limits, clock);
    }

    @Nested
    class GivenAnotherReplica {
        @Test
        void whatItAppendedIsNotHeldHere() {
            var other = replica(LogLimits.DEFAULT);
            log().append(commit(event("a", 0)));
            other.append(commit(event("b", 0)));
            log().append(commit(event("c", 0)));
            assertThat(log().recent(0, 10)).extracting(StoredCommit::number).containsExactly(0L);
            assertThat(log().recent(1, 10)).extracting(StoredCommit::number).containsExactly(2L);
            assertThat(other.recent(0, 10)).extracting(StoredCommit::number).containsExactly(1L);
        }

        @Test
        void aCommitItStoredFirstIsNotHeldHereUnderTheSameId() {
            var other = replica(LogLimits.DEFAULT);
            log().head();
            other.append(commit("same", event("a", 0)));
            assertThat(log().append(commit("same", event("a", 0)))).isEqualTo(new Appended(0, 0));
            assertThat(log().recent(0, 10)).isEmpty();
        }
    }

    @Nested
    class GivenThreeSaturatedReplicas {
        @Test
        void eachGetsItsShareNoneWaitsLongAndTheLogStaysDense() throws Exception {
            var replicas = IntStream.range(0, REPLICAS).mapToObj(n -> replica(LogLimits.DEFAULT)).toList();
            var appended = new AtomicLongArray(REPLICAS);
            var overtaken = new AtomicLong();
            var stored = new AtomicLong();
            inParallel(REPLICAS * CALLERS_EACH, caller -> {
                for (var before = stored.get(); before < WARM_UP + RUN; before = stored.get()) {
                    replicas.get(caller % REPLICAS).append(commit(event(freshId("a"), 0)));
                    var others = stored.getAndIncrement() - before;
                    if (before >= WARM_UP) {
                        appended.incrementAndGet(caller % REPLICAS);
                        overtaken.accumulateAndGet(others, Math::max);
                    }
                }
            });
            var total = IntStream.range(0, REPLICAS).mapToLong(appended::get).sum();
            for (var replica = 0; replica < REPLICAS; replica++) {
                assertThat(appended.get(replica)).as("%s of %s", appended, total).isGreaterThanOrEqualTo(total / 5);
            }
            assertThat(overtaken.get()).as("commits that went ahead of one, of %s", total).isLessThan(total / 2);
            assertDense(log(), stored.intValue());
        }
    }
}
