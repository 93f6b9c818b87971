package io.countersign.audit.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * The one assigned consumer of a topic: reads all its partitions from the beginning and passes over what is recorded already, so no
 * offset is stored anywhere and none can be wrong.
 */
final class TopicIntake implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicIntake.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ABSENT = Duration.ofSeconds(1);
    private final String topic;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Sources sources;
    private final Clock clock;
    private final Map<TopicPartition, Delivered> resting = new HashMap<>();
    private volatile boolean stopped;

    TopicIntake(String topic, ConsumerFactory<String, byte[]> consumers, Sources sources, Clock clock) {
        this.topic = topic;
        this.consumers = consumers;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (var consumer = consumers.createConsumer("audit-" + topic, "intake")) {
                resting.clear();
                read(consumer);
            } catch (WakeupException | InterruptedException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("Reading {} starts again: {}", topic, e.toString());
                rest();
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer) throws InterruptedException {
        Set<TopicPartition> assigned = Set.of();
        while (!stopped) {
            if (assigned.isEmpty()) {
                assigned = assign(consumer);
                if (assigned.isEmpty()) {
                    rest();
                    continue;
                }
            }
            resume(consumer);
            for (var message : consumer.poll(POLL)) {
                take(consumer, message);
            }
        }
    }

    private Set<TopicPartition> assign(Consumer<String, byte[]> consumer) {
        var partitions = new HashSet<TopicPartition>();
        List.copyOf(consumer.partitionsFor(topic)).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private void take(Consumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message) throws InterruptedException {
        var delivered = delivered(message);
        if (sources.take(delivered, clock.instant())) {
            var partition = new TopicPartition(topic, message.partition());
            consumer.pause(Set.of(partition));
            resting.put(partition, delivered);
        }
    }

    private void resume(Consumer<String, byte[]> consumer) {
        resting.entrySet().removeIf(each -> {
            var goesOn = sources.mayGoOn(each.getValue().source(), each.getValue().position());
            if (goesOn) {
                consumer.resume(Set.of(each.getKey()));
            }
            return goesOn;
        });
    }

    private static Delivered delivered(ConsumerRecord<String, byte[]> message) {
        return new Delivered(header(message, "source"), Long.parseLong(header(message, "position")),
                Long.parseLong(header(message, "sequence")), message.value());
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        if (header == null) {
            throw new KafkaException("A record of " + message.topic() + " at offset " + message.offset() + " has no header " + name);
        }
        return new String(header.value(), StandardCharsets.US_ASCII);
    }

    private void rest() {
        java.util.concurrent.locks.LockSupport.parkNanos(ABSENT.toNanos());
    }

    void stop() {
        stopped = true;
    }
}
