package io.countersign.events.consumer;

import io.countersign.events.consumer.FollowedGroups.FollowedGroup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each consumer group of this service is behind the end of its topic, whichever replica reads it: asked of Kafka every few seconds.
 * A group that is not read at all, because its partition waits or its replicas died, is behind too.
 */
final class ConsumerLag {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);
    private static final long PATIENCE_MILLIS = 5_000;

    private final Map<String, Object> settings;
    private final Map<String, Group> groups;
    private final Duration every;
    private final LongSupplier nanos;
    private @Nullable ScheduledExecutorService asking;
    private @Nullable Admin admin;

    /** @param settings how Kafka is administered */
    ConsumerLag(Map<String, Object> settings, Collection<FollowedGroup> groups, Duration every, LongSupplier nanos) {
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE_MILLIS);
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE_MILLIS);
        this.groups = groups.stream().map(Group::new).collect(Collectors.toMap(Group::consumer, Function.identity()));
        this.every = every;
        this.nanos = nanos;
    }

    synchronized void start() {
        if (asking == null && !groups.isEmpty()) {
            admin = Admin.create(settings);
            asking = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("consumer-lag").factory());
            var ignored = asking.scheduleWithFixedDelay(this::ask, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized void stop() {
        if (asking != null && admin != null) {
            asking.shutdownNow();
            admin.close(Duration.ofMillis(500));
            asking = null;
            admin = null;
        }
    }

    Set<String> consumers() {
        return Set.copyOf(groups.keySet());
    }

    /** Events of the topic that the consumer has not handled. */
    long events(String consumer) {
        return group(consumer).behind.events();
    }

    /** Since when the consumer has not been at the topic's end. */
    Duration age(String consumer) {
        return Duration.ofNanos(group(consumer).behind.age(nanos.getAsLong()));
    }

    private Group group(String consumer) {
        var group = groups.get(consumer);
        if (group == null) {
            throw new IllegalArgumentException("This service has no consumer " + consumer);
        }
        return group;
    }

    private void ask() {
        try {
            ask(java.util.Objects.requireNonNull(admin));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException silent) {
            log.debug("The lag of the consumer groups cannot be read from Kafka", silent);
        }
    }

    private void ask(Admin kafka) throws ExecutionException, InterruptedException, TimeoutException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var about : kafka.describeTopics(groups.values().stream().map(Group::topic).distinct().toList()).topicNameValues().values()) {
            known(about).ifPresent(topic -> topic.partitions()
                    .forEach(info -> latest.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest())));
        }
        // first where the groups stand, then where the topics end: never less than the truth
        var committed = kafka.listConsumerGroupOffsets(groups.values().stream()
                .collect(Collectors.toMap(Group::id, _ -> new ListConsumerGroupOffsetsSpec())));
        var done = new HashMap<String, Long>();
        for (var group : groups.values()) {
            done.put(group.id(), committed.partitionsToOffsetAndMetadata(group.id()).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).entrySet()
                    .stream().filter(each -> each.getKey().topic().equals(group.topic()) && each.getValue() != null)
                    .mapToLong(each -> each.getValue().offset()).sum());
        }
        var ends = kafka.listOffsets(latest).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        for (var group : groups.values()) {
            var end = ends.entrySet().stream().filter(each -> each.getKey().topic().equals(group.topic()))
                    .mapToLong(each -> each.getValue().offset()).sum();
            group.behind.seen(done.getOrDefault(group.id(), 0L), end, nanos.getAsLong());
        }
    }

    /** Empty while the topic is not there: its owner has not created it yet, and nobody is behind. */
    private static Optional<TopicDescription> known(KafkaFuture<TopicDescription> topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return Optional.of(topic.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** A group and what was seen of it. */
    private record Group(FollowedGroup followed, Behind behind) {
        Group(FollowedGroup followed) {
            this(followed, new Behind());
        }

        String consumer() {
            return followed.consumer();
        }

        String id() {
            return followed.id();
        }

        String topic() {
            return followed.topic();
        }
    }

    /** What was seen of one group: the ends of its topic that it has not reached yet, oldest first. */
    static final class Behind {
        private static final int REMEMBERED = 256;
        private final ArrayDeque<End> ends = new ArrayDeque<>();
        private long events;

        synchronized void seen(long done, long end, long now) {
            events = Math.max(0, end - done);
            while (!ends.isEmpty() && ends.getFirst().offset() <= done) {
                ends.removeFirst();
            }
            if (end > done && (ends.isEmpty() || ends.getLast().offset() < end)) {
                if (ends.size() == REMEMBERED) {
                    ends.removeLast();
                }
                ends.addLast(new End(end, now));
            }
        }

        synchronized long events() {
            return events;
        }

        synchronized long age(long now) {
            return ends.isEmpty() ? 0 : now - ends.getFirst().seen();
        }

        private record End(long offset, long seen) {
        }
    }
}
