package io.countersign.gateway.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Facts to the usage topic. A call never waits for Kafka and wakes no thread of its own: facts gather in a bounded queue and are handed on
 * together every 20 ms. What does not fit is lost, counted, and visible as a gap in the numbers.
 */
@Component
class KafkaFacts implements FactSink, DisposableBean {
    static final String TOPIC = "countersign.usage";
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFacts.class);
    private static final int MOST = 20_000;
    private static final int GATHERING_MILLIS = 20;
    private static final int BATCH_BYTES = 128 << 10;

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final BlockingQueue<ProducerRecord<String, byte[]>> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor sender;
    private final Counter lost;

    KafkaFacts(KafkaProperties kafka, MeterRegistry meters) {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, GATHERING_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producers = new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer());
        lost = Counter.builder("countersign.gateway.usage.lost").description("Facts of use that did not reach the topic").register(meters);
        sender = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("usage").factory(),
                (facts, closed) -> lost.increment(waiting.drainTo(new ArrayList<>())));
    }

    @Override
    public void publish(String key, byte[] fact) {
        if (!waiting.offer(new ProducerRecord<>(TOPIC, key, fact))) {
            lost.increment();
        } else if (!gathering.get() && gathering.compareAndSet(false, true)) {
            var _ = sender.schedule(this::sendAll, GATHERING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sendAll() {
        gathering.set(false);
        var producer = producers.createProducer();
        for (var fact = waiting.poll(); fact != null; fact = waiting.poll()) {
            send(producer, fact);
        }
    }

    private void send(Producer<String, byte[]> producer, ProducerRecord<String, byte[]> fact) {
        try {
            var _ = producer.send(fact, (stored, failure) -> {
                if (failure != null) {
                    lost.increment();
                }
            });
        } catch (KafkaException unreachable) {
            LOG.debug("A usage fact was lost", unreachable);
            lost.increment();
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        sender.shutdown();
        if (!sender.awaitTermination(5, TimeUnit.SECONDS)) {
            sender.shutdownNow();
        }
        producers.destroy();
    }
}
