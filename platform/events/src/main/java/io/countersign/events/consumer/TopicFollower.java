package io.countersign.events.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of an event topic for one replica alone: it joins no group, commits nothing and goes on until it is closed. A topic that its
 * owner has not created yet is empty. Not for several threads.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private final Consumer<String, byte[]> reader;
    private final String topic;
    private @Nullable Map<TopicPartition, Long> goal;
    private long looked = System.nanoTime() - LOOK_NANOS;

    TopicFollower(Consumer<String, byte[]> reader, String topic) {
        this.reader = reader;
        this.topic = topic;
        Consumers.orClose(reader, this::begin);
    }

    /** Where the group stands it begins, at the beginning where it stands nowhere; where the topic ends now is the first goal. */
    private void begin() {
        looked = System.nanoTime();
        var partitions = Consumers.partitions(reader, topic, PATIENCE);
        if (partitions.isEmpty()) {
            return;
        }
        var committed = Consumers.committed(reader, partitions);
        reader.assign(partitions);
        reader.seekToBeginning(partitions.stream().filter(partition -> !committed.containsKey(partition)).toList());
        committed.forEach(reader::seek);
        goal = reader.endOffsets(partitions, PATIENCE);
    }

    /** What came, in order per partition; after {@code wait} at the latest. */
    public List<Delivery> poll(Duration wait) {
        if (goal == null && System.nanoTime() - looked >= LOOK_NANOS) {
            begin();
        }
        if (goal == null) {
            LockSupport.parkNanos(wait.toNanos());
            return List.of();
        }
        var deliveries = new ArrayList<Delivery>();
        reader.poll(wait).forEach(message -> deliveries.add(Delivery.of(message)));
        return deliveries;
    }

    /** Whether it has come to where the topic ended when it began. */
    public boolean caughtUp() {
        return goal == null || goal.entrySet().stream().allMatch(each -> reader.position(each.getKey(), PATIENCE) >= each.getValue());
    }

    /** Events of the topic that were not handed out, as far as the broker has reported. */
    public long lag() {
        return goal == null
                ? 0
                : goal.keySet().stream().mapToLong(partition -> reader.currentLag(partition).orElse(0)).sum();
    }

    /** Ends a poll that is under way on another thread. */
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() {
        reader.close();
    }
}
