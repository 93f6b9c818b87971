package io.countersign.eventstore;

import static io.countersign.eventstore.Events.freshId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh log for each test, and as many replicas of it as the test opens. */
abstract class EventLogFixture {
    private final List<EventLog> opened = new ArrayList<>();
    private String name = "";
    private EventLog log = new InMemoryEventLog("/unused");

    private final AtomicLong nanos = new AtomicLong();

    /**
     * Opens a replica of the log called {@code name}; the same name is the same log.
     *
     * @param clock a clock that never goes back, moved by the test
     */
    protected abstract EventLog open(String name, LogLimits limits, LongSupplier clock);

    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    protected EventLog replica(LogLimits limits) {
        var replica = open(name, limits, nanos::get);
        opened.add(replica);
        return replica;
    }

    protected EventLog log() {
        return log;
    }

    @BeforeEach
    void openFreshLog() {
        name = freshId("log").replace("-", "");
        log = replica(LogLimits.DEFAULT);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(EventLog::close);
    }
}
