package io.countersign.events.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks at topics and makes those that do not exist yet. */
final class TopicChecks implements AutoCloseable {
    private static final String UNLIMITED = "-1";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;
    private final Duration patience;
    private final int minInsync;

    /** @param minInsync copies of a record that must be written before it counts */
    TopicChecks(Map<String, Object> kafka, Duration patience, int minInsync) {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(5_000, patience.toMillis()));
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        this.admin = Admin.create(settings);
        this.patience = patience;
        this.minInsync = minInsync;
    }

    /**
     * The number of partitions of an event topic, which is created when nothing was published to it yet.
     *
     * @param published how many events that the log still holds were published
     * @param retention how long the log keeps its events, null for ever
     */
    int eventTopic(String topic, int recorded, int configured, long published, @Nullable Duration retention) {
        var found = describe(topic);
        if (found.isEmpty()) {
            if (published > 0) {
                throw new StartRefused("Topic " + topic + " does not exist although " + published
                        + " events were published to it. Restore it, or start once with countersign.relay.republish naming the log.");
            }
            var partitions = recorded > 0 ? recorded : configured;
            create(topic, partitions, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, retention == null ? UNLIMITED : Long.toString(retention.toMillis()),
                    TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED));
            requireCopies(topic);
            return describe(topic).map(made -> made.partitions().size()).orElse(partitions);
        }
        var partitions = found.get().partitions().size();
        if (recorded > 0 && partitions != recorded) {
            throw new StartRefused("Topic " + topic + " has " + partitions + " partitions, but it was begun with " + recorded
                    + ". The number is fixed for ever: it decides in which order consumers see the events of an aggregate.");
        }
        requireKept(topic, retention);
        requireCopies(topic);
        return partitions;
    }

    /** An access topic has one partition and forgets after a time. */
    void accessTopic(String topic, Duration retention) {
        if (describe(topic).isEmpty()) {
            create(topic, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
        } else if (describe(topic).orElseThrow().partitions().size() != 1) {
            throw new StartRefused("Access topic " + topic + " must have one partition: its order is the order of the log.");
        }
        requireCopies(topic);
    }

    private void requireKept(String topic, @Nullable Duration retention) {
        var config = config(topic);
        var bytes = config.get(TopicConfig.RETENTION_BYTES_CONFIG).value();
        if (!UNLIMITED.equals(bytes)) {
            throw new StartRefused("Topic " + topic + " has retention.bytes=" + bytes
                    + "; how much there is must not decide what is kept. Set it to " + UNLIMITED + ".");
        }
        var time = config.get(TopicConfig.RETENTION_MS_CONFIG).value();
        if (!UNLIMITED.equals(time) && (retention == null || Long.parseLong(time) < retention.toMillis())) {
            throw new StartRefused("Topic " + topic + " has retention.ms=" + time + (retention == null
                    ? "; events are kept for ever. Set it to " + UNLIMITED + "."
                    : ", but its log keeps events for " + retention + ". Set it to " + retention.toMillis() + " or more."));
        }
        var cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!TopicConfig.CLEANUP_POLICY_DELETE.equals(cleanup)) {
            throw new StartRefused("Topic " + topic + " has cleanup.policy=" + cleanup + ", which loses events. Set it to delete.");
        }
    }

    /** An acknowledgement of one broker alone is lost with that broker (K8). */
    private void requireCopies(String topic) {
        if (minInsync == 1) {
            return;
        }
        var copies = existing(topic).partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
        if (copies < minInsync) {
            throw new StartRefused("Topic " + topic + " has replication " + copies + ", but countersign.relay.min-insync is " + minInsync
                    + ". Raise its replication above that, or lower the setting where losing a broker may lose events.");
        }
        var demanded = config(topic).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
        if (Integer.parseInt(demanded) < minInsync) {
            throw new StartRefused("Topic " + topic + " has min.insync.replicas=" + demanded + ", but countersign.relay.min-insync is "
                    + minInsync + ". Set it to that or more.");
        }
    }

    /** A broker may describe a topic that was created just now only a moment later. */
    private TopicDescription existing(String topic) {
        var until = System.nanoTime() + patience.toNanos();
        for (;;) {
            var found = describe(topic);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > until) {
                throw new Unreachable(new IllegalStateException("Topic " + topic + " was created and is not described"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Config config(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return await(admin.describeConfigs(Set.of(resource)).values().get(resource));
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(await(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic)));
        } catch (UnknownTopicOrPartitionException none) {
            return Optional.empty();
        }
    }

    private void create(String topic, int partitions, Map<String, String> given) {
        var configuration = new HashMap<>(given);
        if (minInsync > 1) {
            configuration.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInsync));
        }
        try {
            await(admin.createTopics(Set.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration)))
                    .values().get(topic));
        } catch (TopicExistsException raced) {
            // another replica was faster; what it created is looked at next
        }
    }

    /** @throws Unreachable when Kafka does not answer */
    private <T> T await(@Nullable KafkaFuture<T> future) {
        try {
            return Objects.requireNonNull(future).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException || failed.getCause() instanceof TopicExistsException) {
                throw (RuntimeException) failed.getCause();
            }
            throw failed.getCause() instanceof RetriableException ? new Unreachable(failed) : new IllegalStateException(failed.getCause());
        } catch (TimeoutException silent) {
            throw new Unreachable(silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unreachable(stopped);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    /** Kafka does not answer: nothing can be said about its topics yet. */
    static final class Unreachable extends RuntimeException {
        Unreachable(Throwable cause) {
            super("Kafka does not answer", cause);
        }
    }
}
