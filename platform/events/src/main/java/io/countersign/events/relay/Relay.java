package io.countersign.events.relay;

import io.countersign.events.lease.HeldLease;
import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.events.relay.RelayLedger.RelayLease;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies one log to Kafka, commit by commit and in order, while this replica holds the lease: waiting → active → waiting. After any
 * failure it starts again behind the last acknowledged commit, so a topic may hold an event twice and never lacks one. It never looks
 * into the bytes.
 */
final class Relay implements Runnable {
    private static final Logger logger = LoggerFactory.getLogger(Relay.class);
    private static final int WINDOW = 4;
    private static final Duration CANDIDATE_PAUSE = Duration.ofMillis(200);
    private static final Duration FAILURE_PAUSE = Duration.ofMillis(500);
    private static final Duration ACKNOWLEDGE_EVERY = Duration.ofMillis(250);

    private final String name;
    private final EventLog log;
    private final RelayLedger ledger;
    private final EventSender.Factory senders;
    private final AccessPublisher access;
    private final RelayProperties properties;
    private final String owner;
    private final RelayMeters meters;
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable RelayLease held;
    private volatile boolean stopping;

    /** @param owner names this replica; another one each time it starts */
    Relay(String name, EventLog log, RelayLedger ledger, EventSender.Factory senders, AccessPublisher access, RelayProperties properties,
            String owner, RelayMeters meters) {
        this.name = name;
        this.log = log;
        this.ledger = ledger;
        this.senders = senders;
        this.access = access;
        this.properties = properties;
        this.owner = owner;
        this.meters = meters;
        log.onAppend(this::wake);
    }

    private void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Finishes what was sent and ends. */
    void stop() {
        stopping = true;
        wake();
    }

    /** The lease, while this replica relays the log. */
    Optional<RelayLease> held() {
        return Optional.ofNullable(held);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                pause(turn());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long to wait before the next turn */
    private Duration turn() throws InterruptedException {
        try {
            var lease = ledger.acquire(name, owner, properties.lease());
            if (lease.isPresent()) {
                new Turn(lease.get()).run();
            }
            return CANDIDATE_PAUSE;
        } catch (LeaseLost lost) {
            logger.info(lost.getMessage());
            return CANDIDATE_PAUSE;
        } catch (RuntimeException failure) {
            meters.failed();
            logger.warn("The relay of log {} starts again behind the last acknowledged commit: {}", name, failure.toString());
            return FAILURE_PAUSE;
        }
    }

    private void pause(Duration duration) throws InterruptedException {
        if (!stopping) {
            wake.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** One turn at the lease. */
    private final class Turn {
        private final RelayLease lease;
        private final CommitSource commits = new CommitSource(log, properties.batch(), properties.poll(), System::nanoTime);
        private final ArrayDeque<Sent> sent = new ArrayDeque<>();
        private Head read;
        private Head acknowledged;
        private Head recorded;
        private long recordedAt = System.nanoTime();

        Turn(RelayLease lease) {
            this.lease = lease;
            this.read = kept(lease.acknowledged(), log.start().before());
            this.acknowledged = read;
            this.recorded = lease.acknowledged();
        }

        /** Where it is sent again from a place that was removed just then: what is removed was published before. */
        private static Head kept(Head acknowledged, Head removed) {
            return acknowledged.number() < removed.number() ? removed : acknowledged;
        }

        void run() throws InterruptedException {
            logger.info("This replica relays log {} from commit {} on", name, read.number() + 1);
            try (var renewed = new HeldLease(lease.lease(), access::stopped)) {
                relay(renewed);
            }
        }

        private void relay(HeldLease renewed) throws InterruptedException {
            try (var sender = senders.open()) {
                access.started();
                renewed.require();
                meters.active(true);
                held = lease;
                while (!stopping || !sent.isEmpty()) {
                    renewed.require();
                    step(sender);
                }
                record();
            } finally {
                held = null;
                meters.active(false);
                access.stopped();
            }
        }

        private void step(EventSender sender) throws InterruptedException {
            settle();
            var open = !stopping && sent.size() < WINDOW;
            if (open && advance(sender, commits.after(read, sent.isEmpty()))) {
                return;
            }
            recordIfDue();
            if (!stopping || !sent.isEmpty()) {
                wake.tryAcquire(open ? commits.patience() : properties.poll().toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** The read that finds nothing behind {@code read} is the evidence that it is the head. */
        private boolean advance(EventSender sender, CommitSource.Next next) {
            switch (next) {
                case CommitSource.Next.Commits(var commits) -> send(sender, commits);
                case CommitSource.Next.Nothing() when sent.isEmpty() -> {
                    meters.caughtUp();
                    access.caughtUp(read);
                }
                case CommitSource.Next.Nothing(),CommitSource.Next.Unknown() -> {
                }
            }
            return next instanceof CommitSource.Next.Commits;
        }

        private void send(EventSender sender, List<StoredCommit> commits) {
            meters.behind();
            var acknowledgements = commits.stream().map(commit -> send(sender, commit)).toArray(CompletableFuture[]::new);
            var last = commits.getLast();
            read = new Head(last.number(), last.next());
            var all = CompletableFuture.allOf(acknowledgements).whenComplete((done, failure) -> wake());
            sent.add(new Sent(read, all, System.nanoTime()));
        }

        private CompletableFuture<?> send(EventSender sender, StoredCommit commit) {
            var events = sender.send(commit);
            return commit.access().isEmpty() ? events : CompletableFuture.allOf(events, access.published(commit));
        }

        private void settle() {
            for (@Nullable
            Sent first = sent.peek(); first != null && first.all().isDone(); first = sent.peek()) {
                first.all().join();
                sent.remove();
                acknowledged = first.end();
                meters.acknowledged(acknowledged, System.nanoTime() - first.since());
            }
        }

        private void recordIfDue() {
            if (System.nanoTime() - recordedAt > ACKNOWLEDGE_EVERY.toNanos()) {
                record();
            }
        }

        private void record() {
            if (!acknowledged.equals(recorded)) {
                lease.acknowledge(acknowledged);
                recorded = acknowledged;
            }
            recordedAt = System.nanoTime();
        }
    }

    private record Sent(Head end, CompletableFuture<?> all, long since) {
    }
}
