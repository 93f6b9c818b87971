package io.countersign.events.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The keys of what a consumer group has handled, for one replica that wants to look at its effects: a record is reported when its offset was
 * committed, and so after its effect, whichever replica had it. It joins no group and commits nothing. Not for several threads.
 */
public final class CommittedKeys implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS = 20;
    private static final int MOST = 2_000;
    private final Consumer<String, byte[]> reader;
    private final String topic;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    CommittedKeys(Consumer<String, byte[]> reader, String topic) {
        this.reader = reader;
        this.topic = topic;
        Consumers.orClose(reader, this::begin);
    }

    /** A topic that nobody has created yet holds nothing; it is looked for again. */
    private void begin() {
        var partitions = Consumers.partitions(reader, topic, PATIENCE);
        if (!partitions.isEmpty()) {
            var committed = Consumers.committed(reader, partitions);
            var beginnings = reader.beginningOffsets(partitions, PATIENCE);
            reader.assign(partitions);
            partitions.forEach(partition -> goTo(partition, committed.getOrDefault(partition, beginnings.getOrDefault(partition, 0L))));
        }
    }

    private void goTo(TopicPartition partition, long offset) {
        reader.seek(partition, offset);
        next.put(partition, offset);
    }

    /** Those since the last answer; of very many some, and the others next time. */
    public Set<String> next() {
        if (next.isEmpty()) {
            begin();
        }
        var keys = new HashSet<String>();
        var handled = Consumers.committed(reader, next.keySet());
        for (var poll = 0; poll < POLLS && keys.size() < MOST; poll++) {
            var open = open(handled);
            if (open.isEmpty()) {
                break;
            }
            reader.pause(next.keySet());
            reader.resume(open);
            reader.poll(POLL).forEach(message -> {
                var partition = new TopicPartition(message.topic(), message.partition());
                if (message.key() != null && message.offset() < handled.getOrDefault(partition, 0L)) {
                    keys.add(message.key());
                }
            });
            open.forEach(partition -> next.put(partition, reader.position(partition, PATIENCE)));
            open.stream().filter(partition -> next.getOrDefault(partition, 0L) > handled.getOrDefault(partition, 0L))
                    .forEach(partition -> goTo(partition, handled.getOrDefault(partition, 0L)));
        }
        return keys;
    }

    private Set<TopicPartition> open(Map<TopicPartition, Long> handled) {
        return next.entrySet().stream().filter(each -> each.getValue() < handled.getOrDefault(each.getKey(), 0L)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        reader.close();
    }
}
