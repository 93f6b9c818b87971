package io.countersign.gateway.usage;

import io.countersign.web.denial.Denials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The gateways write the topics of usage and of denials, and make them when they are missing; where topics are provisioned, looking needs no right
 * to make one. Beside the start, which waits for no broker: it is tried again until one answers.
 */
@Component
class UsageTopic implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(UsageTopic.class);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> broker;
    private final List<NewTopic> topics;
    private volatile @Nullable Thread making;

    UsageTopic(KafkaProperties kafka, Properties properties) {
        broker = kafka.buildAdminProperties();
        topics = List.of(topic(KafkaFacts.TOPIC, properties.partitions(), properties.retention()),
                topic(Denials.TOPIC, properties.partitions(), properties.denials()));
    }

    private static NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }

    @Override
    public void start() {
        making = Thread.ofVirtual().name("usage-topic").start(this::makeWhenPossible);
    }

    private void makeWhenPossible() {
        var logged = false;
        try (var admin = Admin.create(broker)) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    for (var topic : topics) {
                        make(admin, topic);
                    }
                    return;
                } catch (ExecutionException failed) {
                    if (!logged) {
                        LOG.warn("The topics of usage cannot be created yet; it is tried again: {}", String.valueOf(failed.getCause()));
                        logged = true;
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (KafkaException misconfigured) {
            LOG.error("The topics of usage cannot be created", misconfigured);
        }
    }

    private static void make(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            if (!exists(admin, topic)) {
                admin.createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(PATIENCE_MILLIS)).all().get();
            }
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    private static boolean exists(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic.name()), new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS)).allTopicNames().get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public void stop() {
        var current = making;
        making = null;
        if (current != null) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return making != null;
    }

    /**
     * @param partitions of a topic that is created
     * @param retention  how long facts of use are kept
     * @param denials    how long refusals stay on their topic; audit-service keeps them for itself
     */
    @ConfigurationProperties("countersign.usage")
    record Properties(@DefaultValue("6") int partitions, @DefaultValue("90d") Duration retention,
            @DefaultValue("7d") Duration denials) {
    }
}
