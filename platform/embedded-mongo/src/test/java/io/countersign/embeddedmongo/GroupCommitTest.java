package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicLong stores = new AtomicLong();
    private final AtomicBoolean half = new AtomicBoolean();
    private final GroupCommit commit = new GroupCommit(() -> {
        half.compareAndSet(false, inside.get() != 0);
        stored.set(written.get());
        stores.incrementAndGet();
    });

    @Test
    void everyAnswerIsStoredAndNoCommitFindsHalfACommand() {
        var tooEarly = new AtomicBoolean();
        try (var writers = Executors.newFixedThreadPool(8)) {
            for (int writer = 0; writer < 8; writer++) {
                writers.execute(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        int mine = commit.write(this::command);
                        tooEarly.compareAndSet(false, stored.get() < mine);
                        int seen = commit.read(written::get);
                        tooEarly.compareAndSet(false, stored.get() < seen);
                    }
                });
            }
        }
        assertThat(tooEarly).as("answered before it was stored").isFalse();
        assertThat(half).as("committed in the middle of a command").isFalse();
        assertThat(stores.get()).as("commits are shared").isLessThanOrEqualTo(16_000);
    }

    @Test
    void aReadWithNothingNewCommitsNothing() {
        commit.write(this::command);
        long before = stores.get();
        commit.read(() -> 1);
        assertThat(stores.get()).isEqualTo(before);
    }

    private int command() {
        inside.incrementAndGet();
        int number = written.incrementAndGet();
        inside.decrementAndGet();
        return number;
    }
}
