package io.countersign.events.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs every {@link EventConsumer} of this service, each as a consumer group of its own. Offsets are committed after the effect; what
 * could not be had now comes again until it can. Dead letters are tried again by themselves: at start those that a new version may
 * understand, every few minutes all of them.
 */
public final class Consumers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Consumers.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private final Map<String, Consumption> consumptions;
    private final Map<String, ConcurrentMessageListenerContainer<String, byte[]>> containers;
    private final ConsumerLag lag;
    private final Duration retryEvery;
    private final Set<String> resting = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService retrying;
    private volatile boolean running;

    Consumers(Collection<Consumption> consumptions, Function<String, String> groups, ConsumerFactory<String, byte[]> factory,
            DeadLetterStore letters, ConsumerLag lag, Duration retryEvery) {
        this.consumptions = consumptions.stream().collect(Collectors.toMap(each -> each.consumer().name(), Function.identity()));
        this.containers = new LinkedHashMap<>();
        this.lag = lag;
        this.retryEvery = retryEvery;
        consumptions.forEach(each -> containers.put(each.consumer().name(),
                container(groups.apply(each.consumer().name()), each, factory, letters)));
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(String group, Consumption consumption,
            ConsumerFactory<String, byte[]> factory, DeadLetterStore letters) {
        var properties = new ContainerProperties(consumption.consumer().source().topic());
        properties.setGroupId(group);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener((BatchMessageListener<String, byte[]>) batch -> poll(consumption, batch));
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                letters.reload();
            }
        });
        var container = new ConcurrentMessageListenerContainer<>(factory, properties);
        container.setBeanName(consumption.consumer().name());
        var backOff = new ExponentialBackOff(FIRST_PAUSE_MILLIS, ExponentialBackOff.DEFAULT_MULTIPLIER);
        backOff.setMaxInterval(LONGEST_PAUSE_MILLIS);
        var again = new DefaultErrorHandler(Consumers::neverDropped, backOff);
        again.setClassifications(Map.of(), true);
        again.setLogLevel(KafkaException.Level.DEBUG);
        container.setCommonErrorHandler(again);
        return container;
    }

    /** The framework's own list of failures that are not worth a second attempt is empty here, so this is never reached. */
    private static void neverDropped(ConsumerRecord<?, ?> record, Exception failure) {
        throw new IllegalStateException("A record is never dropped; it comes again", failure);
    }

    /** What fails is sought back to and polled again, so a partition that moves meanwhile is its new replica's alone. */
    private static void poll(Consumption consumption, List<ConsumerRecord<String, byte[]>> batch) {
        try {
            consumption.poll(deliveries(batch, consumption.consumer().source().areFacts() ? Delivery::ofFact : Delivery::of));
        } catch (RuntimeException notNow) {
            throw new BatchListenerFailedException("The batch comes again", notNow, 0);
        } catch (Error broken) {
            throw new BatchListenerFailedException("The batch comes again", new IllegalStateException(broken), 0);
        }
    }

    private static List<Delivery> deliveries(List<ConsumerRecord<String, byte[]>> batch,
            Function<ConsumerRecord<String, byte[]>, Delivery> delivery) {
        var deliveries = new ArrayList<Delivery>(batch.size());
        batch.forEach(message -> deliveries.add(delivery.apply(message)));
        return deliveries;
    }

    /**
     * Tries a consumer's dead letters again, after a fix or an upgrade.
     *
     * @return how many were settled
     */
    public int retry(String consumer) {
        return consumption(consumer).retry();
    }

    /** Tries the dead letters of one aggregate again. */
    int retry(String consumer, String aggregateId) {
        return consumption(consumer).retry(aggregateId);
    }

    ConsumerLag lag() {
        return lag;
    }

    String topic(String consumer) {
        return consumption(consumer).consumer().source().topic();
    }

    List<String> names() {
        return List.copyOf(containers.keySet());
    }

    /** Where a consumer of this service stands. */
    public Progress progress(String consumer) {
        return new Progress(consumption(consumer).position(), lag.events(consumer), lag.age(consumer));
    }

    private Consumption consumption(String consumer) {
        var consumption = consumptions.get(consumer);
        if (consumption == null) {
            throw new IllegalArgumentException("This service has no consumer " + consumer);
        }
        return consumption;
    }

    /** Does something while the consumer's partitions rest; the consumer goes on afterwards. */
    public <T> T paused(String consumer, Supplier<T> work) {
        var container = containers.get(consumer);
        if (container == null || !container.isRunning()) {
            return work.get();
        }
        resting.add(consumer);
        container.stop();
        try {
            return work.get();
        } finally {
            if (running) {
                container.start();
            }
            resting.remove(consumer);
        }
    }

    /** Consumers that should run and do not. */
    List<String> stopped() {
        return containers.entrySet().stream()
                .filter(each -> running && !resting.contains(each.getKey()) && !each.getValue().isRunning())
                .map(Map.Entry::getKey).toList();
    }

    /** A consumer is closed where its first step fails. */
    static void orClose(Consumer<?, ?> consumer, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException silent) {
            consumer.close();
            throw silent;
        }
    }

    /** Of a topic; none while nobody has created it. */
    static Set<TopicPartition> partitions(Consumer<?, ?> consumer, String topic, Duration patience) {
        return Objects.requireNonNullElse(consumer.partitionsFor(topic, patience), List.<PartitionInfo>of()).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
    }

    /** Where a consumer group stands: the next offset of each of its partitions. */
    static Map<TopicPartition, Long> committed(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return consumer.committed(Set.copyOf(partitions)).entrySet().stream().filter(each -> each.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    @Override
    public void start() {
        running = true;
        consumptions.values().forEach(Consumers::retryAtStart);
        containers.values().forEach(ConcurrentMessageListenerContainer::start);
        lag.start();
        var again = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("dead-letters").factory());
        var ignored = again.scheduleWithFixedDelay(() -> consumptions.values().forEach(Consumers::retryByItself), retryEvery.toMillis(),
                retryEvery.toMillis(), TimeUnit.MILLISECONDS);
        retrying = again;
    }

    private static void retryByItself(Consumption consumption) {
        retry(consumption, Consumption::retry);
    }

    private static void retryAtStart(Consumption consumption) {
        retry(consumption, Consumption::retryAtStart);
    }

    private static void retry(Consumption consumption, ToIntFunction<Consumption> which) {
        try {
            var settled = which.applyAsInt(consumption);
            if (settled > 0) {
                log.info("{} settled {} dead letters", consumption.consumer().name(), settled);
            }
        } catch (RuntimeException unavailable) {
            log.warn("The dead letters of {} could not be tried again; they wait: {}", consumption.consumer().name(),
                    unavailable.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        lag.stop();
        var again = retrying;
        if (again != null) {
            again.shutdownNow();
        }
        containers.values().forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * @param position the highest position that this replica has handled since it started, -1 for none
     * @param lag      events that the consumer has not handled, on whichever replica
     * @param behind   since when it has not been at the topic's end
     */
    public record Progress(long position, long lag, Duration behind) {
    }
}
