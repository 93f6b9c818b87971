package io.countersign.starter.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs every {@link EventConsumer} of this service, each as a consumer group of its own. Offsets are committed after the effect; what
 * could not be had now comes again until it can.
 */
public final class Consumers implements SmartLifecycle {
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private final Map<String, Consumption> consumptions;
    private final Map<String, ConcurrentMessageListenerContainer<String, byte[]>> containers;
    private volatile boolean running;

    Consumers(String service, Collection<Consumption> consumptions, ConsumerFactory<String, byte[]> factory) {
        this.consumptions = consumptions.stream().collect(Collectors.toMap(each -> each.consumer().name(), Function.identity()));
        this.containers = consumptions.stream()
                .collect(Collectors.toMap(each -> each.consumer().name(), each -> container(service, each, factory)));
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(String service, Consumption consumption,
            ConsumerFactory<String, byte[]> factory) {
        var properties = new ContainerProperties(consumption.consumer().source().topic());
        properties.setGroupId(service + "." + consumption.consumer().name());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener((BatchMessageListener<String, byte[]>) batch -> consumption.poll(deliveries(batch)));
        var container = new ConcurrentMessageListenerContainer<>(factory, properties);
        container.setBeanName(consumption.consumer().name());
        var backOff = new ExponentialBackOff();
        backOff.setMaxInterval(LONGEST_PAUSE_MILLIS);
        container.setCommonErrorHandler(new DefaultErrorHandler(backOff));
        return container;
    }

    private static List<Delivery> deliveries(List<ConsumerRecord<String, byte[]>> batch) {
        var deliveries = new ArrayList<Delivery>(batch.size());
        batch.forEach(message -> deliveries.add(Delivery.of(message)));
        return deliveries;
    }

    /**
     * Tries a consumer's dead letters again, after a fix or an upgrade.
     *
     * @return how many were settled
     */
    public int retry(String consumer) {
        var consumption = consumptions.get(consumer);
        if (consumption == null) {
            throw new IllegalArgumentException("This service has no consumer " + consumer);
        }
        return paused(consumer, consumption::retry);
    }

    /** Does something while the consumer's partitions rest; the consumer goes on afterwards. */
    public <T> T paused(String consumer, java.util.function.Supplier<T> work) {
        var container = containers.get(consumer);
        if (container == null || !container.isRunning()) {
            return work.get();
        }
        container.stop();
        try {
            return work.get();
        } finally {
            container.start();
        }
    }

    /** Where a consumer group stands: the next offset of each of its partitions. */
    static Map<TopicPartition, Long> committed(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return consumer.committed(java.util.Set.copyOf(partitions)).entrySet().stream().filter(each -> each.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    @Override
    public void start() {
        containers.values().forEach(ConcurrentMessageListenerContainer::start);
        running = true;
    }

    @Override
    public void stop() {
        containers.values().forEach(ConcurrentMessageListenerContainer::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
