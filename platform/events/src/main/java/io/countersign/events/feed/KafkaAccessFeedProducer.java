package io.countersign.events.feed;

import io.countersign.access.AccessFeedCodec;
import io.countersign.access.AccessFeedRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One access topic of one partition, kept by time. */
final class KafkaAccessFeedProducer implements AccessFeedProducer {
    private static final long ANSWER_SECONDS = 10;

    private final String topic;
    private final Duration retention;
    private final Supplier<Admin> admins;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final Clock clock;

    KafkaAccessFeedProducer(String topic, Duration retention, Supplier<Admin> admins, Supplier<Producer<byte[], byte[]>> producer,
            Clock clock) {
        this.topic = topic;
        this.retention = retention;
        this.admins = admins;
        this.producer = producer;
        this.clock = clock;
    }

    @Override
    public void open() {
        try (var admin = admins.get()) {
            var partitions = partitions(admin);
            if (partitions != 1) {
                throw new IllegalStateException("Access topic " + topic + " must have one partition; it has " + partitions
                        + ". Delete it: it is written anew.");
            }
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("Access topic " + topic + " cannot be reached", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while opening access topic " + topic, interrupted);
        }
    }

    /** A topic that is there is only looked at: where topics are provisioned, nobody has the right to make one. */
    private int partitions(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return described(admin);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failed;
            }
            return created(admin);
        }
    }

    private int described(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .get(ANSWER_SECONDS, TimeUnit.SECONDS).partitions().size();
    }

    /** Of the topic that was created just now, as its making says: a broker may describe a new topic only a moment later. */
    private int created(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        var wanted = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Duration.ofHours(6).toMillis())));
        try {
            return admin.createTopics(List.of(wanted)).numPartitions(topic).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            return described(admin);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    public CompletableFuture<?> send(AccessFeedRecord record) {
        var sent = new CompletableFuture<Void>();
        try {
            producer.get().send(AccessFeedCodec.write(topic, record, clock.instant()), (place, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException refused) {
            sent.completeExceptionally(refused);
        }
        return sent;
    }
}
