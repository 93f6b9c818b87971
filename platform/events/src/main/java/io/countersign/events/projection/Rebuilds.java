package io.countersign.events.projection;

import io.countersign.events.projection.ViewRebuild.Outcome;
import io.countersign.events.projection.ViewRebuild.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rebuilds that this replica was asked for: one at a time per view, in the background, each with its progress and outcome. */
final class Rebuilds {
    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
    private final ViewRebuild rebuild;
    private final Clock clock;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    Rebuilds(ViewRebuild rebuild, Clock clock) {
        this.rebuild = rebuild;
        this.clock = clock;
    }

    /**
     * @return false when the view is being rebuilt already
     * @throws IllegalArgumentException when this service has no such view
     */
    boolean start(String view, Plan plan) {
        rebuild.projection(view);
        var job = new Job(clock.instant());
        if (jobs.compute(view, (_, before) -> before == null || before.ended != null ? job : before) != job) {
            return false;
        }
        Thread.ofPlatform().daemon().name("rebuild-" + view).start(() -> run(view, plan, job));
        return true;
    }

    private void run(String view, Plan plan, Job job) {
        log.info("View {} is being rebuilt", view);
        try {
            var outcome = rebuild.rebuild(view, plan, _ -> job.events.incrementAndGet());
            job.end(outcome.switched() ? State.SWITCHED : State.DIFFERENT, outcome, clock.instant());
            if (outcome.switched()) {
                log.info("View {} was rebuilt: {} rows, {}", view, outcome.rows(), outcome.identical() ? "as before" : "changed");
            } else {
                log.error(
                        "View {} differs from its events in {} rows, the first are {}: it stays as it is until a rebuild accepts the difference",
                        view, outcome.different(), outcome.first());
            }
        } catch (RuntimeException | Error failed) {
            job.end(State.FAILED, null, clock.instant());
            log.error("View {} could not be rebuilt; it stays as it is", view, failed);
        }
    }

    /** The last rebuild that this replica began. */
    Optional<Progress> of(String view) {
        return Optional.ofNullable(jobs.get(view)).map(Job::progress);
    }

    /** How far a rebuild is. */
    enum State {
        RUNNING, SWITCHED, DIFFERENT, FAILED
    }

    /**
     * @param events  read so far
     * @param outcome null while it runs and when it failed
     */
    record Progress(State state, Instant started, @Nullable Instant ended, long events, @Nullable Outcome outcome) {
    }

    private static final class Job {
        private final Instant started;
        private final AtomicLong events = new AtomicLong();
        private volatile State state = State.RUNNING;
        private volatile @Nullable Outcome outcome;
        private volatile @Nullable Instant ended;

        Job(Instant started) {
            this.started = started;
        }

        void end(State state, @Nullable Outcome outcome, Instant at) {
            this.outcome = outcome;
            this.state = state;
            this.ended = at;
        }

        Progress progress() {
            return new Progress(state, started, ended, events.get(), outcome);
        }
    }
}
