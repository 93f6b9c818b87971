package io.countersign.audit.ledger;

import com.mongodb.MongoException;
import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/** Closes bundles at 256 entries or 50 ms, appends them and derives from them, one after the other. */
@Component
@DependsOn("singleWriter")
public class Ledger implements Intake, SmartLifecycle {
    static final int LARGEST_BUNDLE = 256;
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration OPEN = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int QUEUE = 4_096;
    /** How many full bundles may be appended by one write. */
    private static final int BUNDLES_AT_ONCE = 8;
    private final BlockingQueue<DeliveredEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Bundles bundles;
    private final DerivedData derivedData;
    private final Clock clock;
    private final Counter recorded;
    private final AppendSignal appendSignal;
    private volatile LedgerState state;
    private volatile boolean running;
    private volatile @Nullable String failure;
    private volatile long looked;
    private Thread writer = new Thread();

    Ledger(Bundles bundles, DerivedData derivedData, AppendSignal appendSignal, Clock clock, MeterRegistry meters) {
        this.appendSignal = appendSignal;
        this.bundles = bundles;
        this.derivedData = derivedData;
        this.clock = clock;
        this.recorded = Counter.builder("countersign.audit.entries").description("Events that were recorded").register(meters);
        this.state = recovered();
        this.looked = Math.max(0, state.nextBundle() - 1);
    }

    /** The state behind the last bundle, everything derived up to it. */
    private LedgerState recovered() {
        var number = derivedData.bundles();
        var last = number == 0 ? null : bundles.find(number - 1).orElse(null);
        if (number > 0 && last == null) {
            LOG.warn("Bundle {} is gone: everything is derived again from the bundles that are there", number - 1);
            derivedData.drop();
        }
        var from = last == null ? 0 : number;
        for (var bundle = bundles.find(from).orElse(null); bundle != null; bundle = bundles.find(bundle.number() + 1).orElse(null)) {
            derivedData.derive(List.of(bundle));
            last = bundle;
        }
        if (last == null) {
            return LedgerState.EMPTY;
        }
        var trees = new HashMap<>(derivedData.edges());
        trees.remove(TreeNames.INSTALLATION);
        return new LedgerState(last.number() + 1, last.next(), trees, last.installation());
    }

    @Override
    public long next(String source) {
        return state.next().getOrDefault(source, 0L);
    }

    @Override
    public void accept(List<DeliveredEvent> events) throws InterruptedException {
        for (var event : events) {
            queue.put(event);
        }
    }

    private void write() {
        while (running && failure == null) {
            try {
                record(gathered());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    failure = e.toString();
                    LOG.error("The ledger has stopped: nothing more is recorded until a restart", e);
                }
                return;
            }
        }
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Whether all bundles since the last look, and the last one of before, are still there and end where this process left them; false
     * when the end of the log was cut off or replaced. Nothing is recorded behind a gap.
     */
    public boolean stands() {
        var known = state;
        var last = known.nextBundle() - 1;
        var whole = last < 0 || (bundles.present(Math.min(looked, last), last)
                && bundles.find(last).map(bundle -> bundle.installation().equals(known.installation())).orElse(false));
        if (whole) {
            looked = Math.max(0, last);
        } else {
            failure = "the end of the log was cut off or replaced";
        }
        return whole;
    }

    /** A bundle's worth, or as many full ones as wait already. */
    private List<DeliveredEvent> gathered() throws InterruptedException {
        var gathered = new ArrayList<DeliveredEvent>();
        gathered.add(queue.take());
        var until = System.nanoTime() + OPEN.toNanos();
        while (gathered.size() < LARGEST_BUNDLE) {
            queue.drainTo(gathered, BUNDLES_AT_ONCE * LARGEST_BUNDLE - gathered.size());
            var left = until - System.nanoTime();
            var event = gathered.size() < LARGEST_BUNDLE && left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : null;
            if (event == null) {
                break;
            }
            gathered.add(event);
        }
        return gathered;
    }

    /** Records events, again and again until they are, and derives from their bundles. */
    void record(List<DeliveredEvent> events) {
        var pending = true;
        while (pending) {
            try {
                pending = !recordOnce(events);
            } catch (MongoException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("The ledger failed and is reloaded from its store: {}", e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
                state = recovered();
            }
        }
    }

    private boolean recordOnce(List<DeliveredEvent> events) {
        var after = state;
        var closed = new ArrayList<Bundle>();
        for (var from = 0; from < events.size(); from += LARGEST_BUNDLE) {
            var some = events.subList(from, Math.min(from + LARGEST_BUNDLE, events.size()));
            var bundle = after.bundle(UUID.randomUUID().toString(), some, clock.instant());
            if (!bundle.entries().isEmpty()) {
                closed.add(bundle);
                after = after.after(bundle);
            }
        }
        if (closed.isEmpty()) {
            return true;
        }
        if (bundles.append(closed) < closed.size()) {
            state = recovered();
            return false;
        }
        derivedData.derive(closed);
        state = after;
        closed.forEach(bundle -> appendSignal.grown(bundle.trees().keySet()));
        recorded.increment(closed.stream().mapToInt(bundle -> bundle.entries().size()).sum());
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
