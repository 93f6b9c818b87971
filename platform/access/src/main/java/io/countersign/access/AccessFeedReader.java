package io.countersign.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one owner's access topic from its beginning, on a thread of its own. A heartbeat counts only when it is read at the end of the
 * topic, and as of the poll before the one that brought it: a backlog, or a process that stood still, never looks fresh.
 */
final class AccessFeedReader implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(AccessFeedReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicPartition partition;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final BiConsumer<List<AccessFeedState.Change>, @Nullable Instant> changes;
    private final LongSupplier nanos;
    private final AccessFeedState feedState = new AccessFeedState();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile org.apache.kafka.clients.consumer.@Nullable Consumer<byte[], byte[]> current;
    private volatile boolean ready;
    private volatile @Nullable Long heard;
    private long next = -1;

    /** @param changes gets what a record changed, and when the record was sent; null while this feed reads what was there before it */
    AccessFeedReader(String topic, Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            BiConsumer<List<AccessFeedState.Change>, @Nullable Instant> changes, LongSupplier nanos) {
        this.partition = new TopicPartition(topic, 0);
        this.consumers = consumers;
        this.changes = changes;
        this.nanos = nanos;
    }

    String topic() {
        return partition.topic();
    }

    boolean ready() {
        return ready;
    }

    /** Since the last heartbeat that counted; a century before the first. */
    Duration age() {
        var last = heard;
        return last == null ? Duration.ofDays(36_500) : Duration.ofNanos(Math.max(0, nanos.getAsLong() - last));
    }

    void close() {
        closed.countDown();
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void run() {
        while (closed.getCount() > 0) {
            try (var consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException closing) {
                log.debug("Access feed {} is closed", topic());
            } catch (KafkaException | IllegalStateException | tools.jackson.core.JacksonException failed) {
                log.warn("Access feed {} cannot be read; trying again: {}", topic(), failed.toString());
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void pause() {
        try {
            closed.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private void follow(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        var only = List.of(partition);
        consumer.assign(only);
        var beginning = offset(consumer.beginningOffsets(only).get(partition));
        var end = offset(consumer.endOffsets(only).get(partition));
        if (next < beginning || next > end) {
            ready = false;
            feedState.interrupted();
            next = beginning;
        }
        consumer.seek(partition, next);
        var drained = false;
        var previousPoll = nanos.getAsLong();
        while (closed.getCount() > 0) {
            var poll = nanos.getAsLong();
            var heartbeat = false;
            for (var record : consumer.poll(POLL)) {
                heartbeat |= take(record);
            }
            var nowDrained = consumer.currentLag(partition).orElse(-1) == 0;
            if (heartbeat && drained && nowDrained && feedState.complete()) {
                heard = previousPoll;
            }
            drained = nowDrained;
            previousPoll = poll;
            ready |= feedState.complete() && consumer.position(partition) >= end;
        }
    }

    private static long offset(@Nullable Long offset) {
        if (offset == null) {
            throw new IllegalStateException("the topic has no such partition");
        }
        return offset;
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record) {
        var read = AccessFeedCodec.read(record);
        var changed = read.map(feedState::apply).orElse(List.of());
        if (!changed.isEmpty()) {
            changes.accept(changed, ready ? AccessFeedCodec.sent(record).orElse(null) : null);
        }
        next = record.offset() + 1;
        return read.isPresent() && read.get() instanceof AccessFeedRecord.Heartbeat;
    }
}
