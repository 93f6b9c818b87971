package io.countersign.events.relay;

import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.events.log.EventLogs;
import io.countersign.eventstore.Head;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The relays of this service's logs. Before they run, each topic is checked against its log; a contradiction stops the start. They start
 * before requests are taken and stop after the last one was answered.
 */
public final class Relays implements SmartLifecycle {
    private static final Logger logger = LoggerFactory.getLogger(Relays.class);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final EventLogs logs;
    private final RelayLedger ledger;
    private final Map<String, Object> kafka;
    private final Function<EventLogs.Owned, AccessPublisher> access;
    private final RelayProperties properties;
    private final RemovalListener removals;
    private final Clock clock;
    private final MeterRegistry meters;
    private final String owner = UUID.randomUUID().toString();
    private final List<Relay> relays = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Throwable> refused = new ConcurrentHashMap<>();
    private final Map<String, RelayMeters> lags = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /** @param kafka where Kafka is and how to sign in there */
    Relays(EventLogs logs, RelayLedger ledger, Map<String, Object> kafka, Function<EventLogs.Owned, AccessPublisher> access,
            RelayProperties properties, RemovalListener removals, Clock clock, MeterRegistry meters) {
        this.logs = logs;
        this.removals = removals;
        this.clock = clock;
        this.ledger = ledger;
        this.kafka = Map.copyOf(kafka);
        this.access = access;
        this.properties = properties;
        this.meters = meters;
        logs.all().forEach(owned -> Gauge.builder("countersign.log.start", owned.log(), log -> log.start().position())
                .description("Position of the first event that is kept").tag("log", owned.name()).register(meters));
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        running = true;
        properties.republish().forEach(this::republish);
        for (var owned : logs.all()) {
            var checked = checkedAtStart(owned);
            var relay = new Relay(owned.name(), owned.log(), ledger, KafkaEventSender.factory(kafka, owned.topic(), owned.log().source()),
                    access.apply(owned), properties, owner, meters(owned));
            relays.add(relay);
            threads.add(Thread.ofPlatform().name("relay-" + owned.name()).daemon().start(() -> {
                if (checked || checkedLater(owned)) {
                    relay.run();
                }
            }));
            if (owned.retention() != null) {
                var retention = new Retention(owned, owned.retention(), removals, clock, System::nanoTime);
                threads.add(Thread.ofPlatform().name("retention-" + owned.name()).daemon().start(() -> retain(relay, retention)));
            }
        }
    }

    /** Beside the relay, and only where that is active. */
    private void retain(Relay relay, Retention retention) {
        while (running) {
            try {
                relay.held().ifPresent(lease -> retention.run(lease::published));
            } catch (LeaseLost elsewhere) {
                logger.debug("Another replica goes on removing", elsewhere);
            } catch (RuntimeException failure) {
                logger.warn("What is too old is not removed yet, it is tried again: {}", failure.toString());
            }
            awaitStop(properties.retentionCheck());
        }
    }

    /** @return false when Kafka did not answer; the relay checks again before it runs */
    private boolean checkedAtStart(EventLogs.Owned owned) {
        try {
            check(owned, properties.startCheck());
            return true;
        } catch (TopicChecks.Unreachable silent) {
            logger.warn("Kafka does not answer; commands of log {} are accepted and published once it does", owned.name());
            return false;
        }
    }

    private boolean checkedLater(EventLogs.Owned owned) {
        while (running) {
            try {
                check(owned, properties.startCheck());
                return true;
            } catch (StartRefused contradiction) {
                refused.put(owned.name(), contradiction);
                logger.error("Log {} is not published: {}", owned.name(), contradiction.getMessage());
                return false;
            } catch (RuntimeException silent) {
                logger.debug("The topic of log {} cannot be checked yet", owned.name(), silent);
            }
            awaitStop(RETRY);
        }
        return false;
    }

    private void awaitStop(Duration longest) {
        try {
            if (stopped.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(EventLogs.Owned owned, Duration patience) {
        var known = ledger.read(owned.name());
        var head = owned.log().head();
        var start = owned.log().start();
        if (known.acknowledged().number() < start.before().number()) {
            throw new StartRefused("Log " + owned.name() + " begins with commit " + start.number() + ", but only what is before commit "
                    + (known.acknowledged().number() + 1) + " was published: something removed commits that Kafka does not hold."
                    + " Restore a backup, or start once with countersign.relay.republish naming the log to go on with what is left.");
        }
        if (known.acknowledged().number() > head.number()) {
            throw new StartRefused("Log " + owned.name() + " ends at commit " + head.number() + ", but commit "
                    + known.acknowledged().number() + " was already published: the store was set back. Restore a newer backup.");
        }
        try (var topics = new TopicChecks(kafka, patience, properties.minInsync())) {
            var partitions = topics.eventTopic(owned.topic(), known.partitions(), properties.partitions(),
                    known.acknowledged().nextPosition() - start.position(), owned.retention());
            if (known.partitions() == 0) {
                ledger.recordPartitions(owned.name(), known.term(), partitions);
            }
            if (owned.accessTopic() != null) {
                topics.accessTopic(owned.accessTopic(), properties.accessRetention());
            }
            refuseTopicAhead(owned, partitions, owned.log().head(), patience);
        }
    }

    private void refuseTopicAhead(EventLogs.Owned owned, int partitions, Head head, Duration patience) {
        new TopicEnds(kafka, patience).highestPosition(owned.topic(), partitions).ifPresent(highest -> {
            if (highest >= Math.max(head.nextPosition(), owned.log().head().nextPosition())) {
                throw new StartRefused("Topic " + owned.topic() + " holds position " + highest + ", but log " + owned.name()
                        + " ends before " + head.nextPosition() + ": the store was set back behind what consumers have seen."
                        + " Restore a newer backup.");
            }
        });
    }

    /** Sends a log again from the first commit that it holds: for a topic that was lost, or a consumer that misses a position. */
    public void republish(String logName) {
        republish(logName, 0);
    }

    /**
     * Sends a log again from the commit that holds a position.
     *
     * @param fromPosition 0 for everything that the log holds
     * @throws IllegalArgumentException when the position was removed, or not published yet: what is between would be skipped
     * @throws IllegalStateException    when the relay changed hands at this moment
     */
    void republish(String logName, long fromPosition) {
        var owned = logs.named(logName);
        var published = ledger.read(logName).acknowledged();
        var start = owned.log().start();
        if (fromPosition > 0 && fromPosition < start.position()) {
            throw new IllegalArgumentException("Log " + logName + " begins at position " + start.position()
                    + "; what was before is older than its retention and was removed");
        }
        if (fromPosition < 0 || (fromPosition > 0 && fromPosition >= published.nextPosition())) {
            throw new IllegalArgumentException("Log " + logName + " is published before position " + published.nextPosition()
                    + "; it can be sent again from 0 up to there");
        }
        if (!ledger.rewind(logName, CommitSearch.before(owned.log(), fromPosition, published), start.before())) {
            throw new IllegalStateException("The relay of log " + logName + " changed hands just now; try again");
        }
        logger.info("Log {} is sent again from position {}", logName, fromPosition);
    }

    /** Every event of the topic below this position is in Kafka; empty when no log of this service is published there. */
    public OptionalLong publishedBefore(String topic) {
        return logs.all().stream().filter(owned -> owned.topic().equals(topic))
                .mapToLong(owned -> ledger.read(owned.name()).acknowledged().nextPosition()).findFirst();
    }

    /** How each log stands, as the store knows it, whichever replica relays it. */
    List<RelayStatus> statuses() {
        return logs.all().stream().map(this::status).toList();
    }

    private RelayStatus status(EventLogs.Owned owned) {
        var known = ledger.read(owned.name());
        var head = owned.log().head();
        var lag = meters(owned);
        var why = refused.get(owned.name());
        return new RelayStatus(owned.name(), owned.topic(), owned.log().start().position(), head.nextPosition(),
                known.acknowledged().nextPosition(), lag.positions(),
                lag.age(), known.owner().isEmpty() ? null : known.owner(), known.owner().equals(owner), known.term(), known.expires(),
                why == null ? null : why.getMessage());
    }

    private RelayMeters meters(EventLogs.Owned owned) {
        return lags.computeIfAbsent(owned.name(),
                name -> new RelayMeters(meters, name, () -> new RelayMeters.Ends(owned.log().head(), ledger.read(name).acknowledged()),
                        System::nanoTime));
    }

    /**
     * @param firstPosition     position of the first event that is kept
     * @param nextPosition      position the next event will get
     * @param publishedBefore   every position below it is in Kafka
     * @param lag               positions that are stored and not known to be in Kafka
     * @param leaseHolder       the replica that relays it, null for none
     * @param refused           why it is not published by this replica, null when nothing is wrong
     */
    record RelayStatus(String log, String topic, long firstPosition, long nextPosition, long publishedBefore, long lag, Duration behind,
            @Nullable String leaseHolder, boolean held, long term, Instant leaseExpires, @Nullable String refused) {
    }

    /** Logs that are not published, and why. */
    public Map<String, Throwable> refused() {
        return Map.copyOf(refused);
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopped.countDown();
        relays.forEach(Relay::stop);
        threads.forEach(this::join);
        relays.clear();
        threads.clear();
    }

    private void join(Thread thread) {
        try {
            if (!thread.join(STOPPING)) {
                thread.interrupt();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Web servers (higher phases) start after and stop before. */
    @Override
    public int getPhase() {
        return PHASE;
    }
}
