package io.countersign.events.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.events.sample.EmptyDatabase;
import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Architecture section 9, two of everything: what only one may do is leased, renewed during long work, and handed over within 10 s. */
class LeasesTest {
    private static final Duration LIFE = Duration.ofSeconds(6);
    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");

    private Leases process() {
        return new Leases(DATABASE.get(), clock);
    }

    @Test
    void oneHoldsItAndAnotherTaskIsAnothersChance() {
        assertThat(process().acquire("sweep", LIFE)).isPresent();
        assertThat(process().acquire("sweep", LIFE)).isEmpty();
        assertThat(process().acquire("cutoffs", LIFE)).isPresent();
    }

    @Test
    void whoeverLeavesItHandsItOverAtOnce() {
        process().acquire("sweep", LIFE).orElseThrow().release();

        assertThat(process().acquire("sweep", LIFE)).isPresent();
    }

    /** Work ends while its renewal is under way. */
    @Test
    void aRenewalThatComesAfterTheReleaseHoldsNobodyUp() {
        var left = process().acquire("sweep", LIFE).orElseThrow();
        left.release();

        assertThatThrownBy(left::renew).isInstanceOf(LeaseLost.class);
        assertThat(process().acquire("sweep", LIFE)).isPresent();
    }

    @Test
    void aSilentHolderIsReplacedAndCanNeitherRenewNorReleaseWhatIsNotItsOwn() {
        var first = process().acquire("sweep", LIFE).orElseThrow();
        clock.advance(LIFE);
        assertThat(process().acquire("sweep", LIFE)).isPresent();

        assertThatThrownBy(first::renew).isInstanceOf(LeaseLost.class);
        first.release();
        assertThat(process().acquire("sweep", LIFE)).isEmpty();
    }

    @Test
    void workThatLastsLongerThanTheLeaseIsNotTakenOver() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var enough = new CountDownLatch(1);
        var stolen = new AtomicInteger();
        var other = new ExclusiveTasks(process());
        var working = Thread.ofPlatform().start(() -> new ExclusiveTasks(process()).run("sweep", lease -> {
            begun.countDown();
            await().atMost(Duration.ofSeconds(60)).until(() -> enough.getCount() == 0);
            lease.require();
        }));
        begun.await();
        var before = expires();
        clock.advance(LIFE.minusSeconds(1));
        await().atMost(Duration.ofSeconds(60)).until(() -> expires().isAfter(before));
        clock.advance(Duration.ofSeconds(2));

        assertThat(other.run("sweep", _ -> stolen.incrementAndGet())).as("longer than a lease has passed").isFalse();
        enough.countDown();
        working.join();
        assertThat(other.run("sweep", _ -> stolen.incrementAndGet())).isTrue();
        assertThat(stolen).hasValue(1);
    }

    private static java.time.Instant expires() {
        return DATABASE.get().getCollection("leases").find(new org.bson.Document("_id", "sweep")).first().getDate("expires").toInstant();
    }
}
