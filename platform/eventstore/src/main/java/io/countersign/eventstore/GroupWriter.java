package io.countersign.eventstore;

import io.countersign.eventstore.AppendProtocol.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that drives an {@link AppendProtocol}: it drains the bounded queue of waiting commits into batches, one in flight at a
 * time. Waiters give up when their patience ends; what was sent is finished nevertheless.
 */
final class GroupWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);
    private static final long IDLE_POLL_MILLIS = 100;

    private final LogLimits limits;
    private final AppendProtocol protocol;
    private final Runnable wake;
    private final BlockingQueue<PendingCommit> queue;
    private final AppendPacing pacing = new AppendPacing(RandomGenerator.getDefault());
    private final Thread thread;
    private @Nullable PendingCommit overflow;
    private volatile boolean closed;
    private volatile boolean abandoned;

    /**
     * @param freshness how long what was learnt of the end of the log may be relied on
     * @param handOver  takes what a majority acknowledged
     * @param wake      called after that, once for each batch
     */
    GroupWriter(String name, CommitStore store, LogLimits limits, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver,
            Runnable wake) {
        this.limits = limits;
        this.protocol = new AppendProtocol(store, freshness, handOver);
        this.wake = wake;
        this.queue = new ArrayBlockingQueue<>(limits.queue());
        this.thread = Thread.ofPlatform().daemon().name("log-" + name).unstarted(this::run);
    }

    GroupWriter start() {
        thread.start();
        return this;
    }

    Appended append(Commit commit) {
        limits.check(commit);
        var pending = new PendingCommit(commit);
        if (closed || !queue.offer(pending)) {
            throw new EventLogException.Overloaded(closed ? "The log is closed" : limits.queue() + " commits are waiting already");
        }
        if (closed && pending.withdraw()) {
            throw new EventLogException.Overloaded("The log is closed");
        }
        return await(pending);
    }

    private Appended await(PendingCommit pending) {
        try {
            return pending.outcome().get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof EventLogException known ? again(known) : new IllegalStateException(refused.getCause());
        } catch (TimeoutException impatient) {
            throw givenUp(pending);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw givenUp(pending);
        }
    }

    /** A refusal as seen from the waiter's own stack. */
    private static EventLogException again(EventLogException refused) {
        return switch (refused) {
            case EventLogException.Conflict conflict -> new EventLogException.Conflict(conflict.aggregateId(), conflict.sequence());
            default -> refused;
        };
    }

    private EventLogException givenUp(PendingCommit pending) {
        return pending.withdraw()
                ? new EventLogException.Overloaded("Withdrawn unsent after " + limits.patience())
                : new EventLogException.OutcomeUnknown(pending.commit().commitId());
    }

    private void run() {
        while (!abandoned && (!closed || !protocol.idle())) {
            try {
                if (protocol.accepts() && !closed) {
                    fill();
                }
                if (!protocol.idle()) {
                    step();
                }
            } catch (RuntimeException unavailable) {
                log.warn("The store of {} does not answer: {}", thread.getName(), unavailable.toString());
                pause(pacing.afterUnknown());
            } catch (InterruptedException stop) {
                break;
            }
        }
        refuseWaiting();
    }

    private void fill() throws InterruptedException {
        var taken = new ArrayList<PendingCommit>();
        var bytes = 0;
        var next = overflow;
        overflow = null;
        if (next == null) {
            next = protocol.idle() ? queue.poll(IDLE_POLL_MILLIS, TimeUnit.MILLISECONDS) : queue.poll();
        }
        while (next != null) {
            if (!taken.isEmpty() && bytes + next.bytes() > limits.batchBytes()) {
                overflow = next;
                break;
            }
            if (next.send()) {
                taken.add(next);
                bytes += next.bytes();
            }
            next = protocol.size() + taken.size() < limits.batchCommits() ? queue.poll() : null;
        }
        protocol.take(taken);
    }

    private void step() {
        var begun = System.nanoTime();
        var progress = protocol.step();
        var now = System.nanoTime();
        if (protocol.sawForeign()) {
            pacing.metForeign(now);
        }
        if (progress == Progress.APPENDED) {
            wake.run();
            pause(pacing.afterBatch(now, now - begun));
        } else if (progress == Progress.UNCLEAR) {
            pause(pacing.afterUnknown());
        }
    }

    private static void pause(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    private void refuseWaiting() {
        var waiting = new ArrayList<PendingCommit>();
        if (overflow != null) {
            waiting.add(overflow);
        }
        queue.drainTo(waiting);
        waiting.stream().filter(PendingCommit::withdraw)
                .forEach(pending -> pending.outcome().completeExceptionally(new EventLogException.Overloaded("The log is closed")));
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(limits.patience())) {
                abandoned = true;
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
