package io.countersign.audit.ledger;

import io.countersign.audit.intake.Delivered;
import io.countersign.audit.intake.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Closes bundles at 256 entries or 50 ms, appends them and derives from them, one after the other. */
@Component
class Ledger implements Intake, SmartLifecycle {
    static final int LARGEST_BUNDLE = 256;
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration OPEN = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int QUEUE = 4_096;
    private final BlockingQueue<Delivered> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Bundles bundles;
    private final Derived derived;
    private final Clock clock;
    private final Counter recorded;
    private volatile LedgerState state;
    private volatile boolean running;
    private Thread writer = new Thread();

    Ledger(Bundles bundles, Derived derived, Clock clock, MeterRegistry meters) {
        this.bundles = bundles;
        this.derived = derived;
        this.clock = clock;
        this.recorded = meters.counter("audit_entries_total");
        this.state = recovered();
    }

    /** The state behind the last bundle, everything derived up to it. */
    private LedgerState recovered() {
        var number = derived.bundles();
        var last = number == 0 ? null : bundles.find(number - 1).orElse(null);
        var from = last == null ? 0 : number;
        for (var bundle = bundles.find(from).orElse(null); bundle != null; bundle = bundles.find(bundle.number() + 1).orElse(null)) {
            derived.derive(bundle);
            last = bundle;
        }
        if (last == null) {
            return LedgerState.EMPTY;
        }
        var trees = new HashMap<>(derived.edges());
        trees.remove(Trees.INSTALLATION);
        return new LedgerState(last.number() + 1, last.next(), trees, last.installation());
    }

    @Override
    public long next(String source) {
        return state.next().getOrDefault(source, 0L);
    }

    @Override
    public void accept(List<Delivered> events) throws InterruptedException {
        for (var event : events) {
            queue.put(event);
        }
    }

    private void write() {
        while (running) {
            try {
                record(gathered());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<Delivered> gathered() throws InterruptedException {
        var gathered = new ArrayList<Delivered>();
        gathered.add(queue.take());
        var until = System.nanoTime() + OPEN.toNanos();
        while (gathered.size() < LARGEST_BUNDLE) {
            queue.drainTo(gathered, LARGEST_BUNDLE - gathered.size());
            var left = until - System.nanoTime();
            var event = gathered.size() < LARGEST_BUNDLE && left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : null;
            if (event == null) {
                break;
            }
            gathered.add(event);
        }
        return gathered;
    }

    /** Records events, again and again until they are, and derives from their bundle. */
    void record(List<Delivered> events) {
        var pending = true;
        while (pending) {
            try {
                pending = !recordOnce(events);
            } catch (com.mongodb.MongoException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("The ledger starts again from its store: {}", e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
                state = recovered();
            }
        }
    }

    private boolean recordOnce(List<Delivered> events) {
        var bundle = state.bundle(UUID.randomUUID().toString(), events, clock.instant());
        if (bundle.entries().isEmpty()) {
            return true;
        }
        if (!bundles.append(bundle)) {
            state = recovered();
            return false;
        }
        derived.derive(bundle);
        state = state.after(bundle);
        recorded.increment(bundle.entries().size());
        return true;
    }

    @Override
    public void start() {
        running = true;
        writer = Thread.ofPlatform().daemon().name("ledger").start(this::write);
    }

    @Override
    public void stop() {
        running = false;
        writer.interrupt();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the consumers start and after they have stopped. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
