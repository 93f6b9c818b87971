package io.countersign.gateway.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 * Facts to the usage topic. A call never waits for Kafka: facts stand in a bounded queue before a thread of their own, and what does not fit
 * is lost, counted, and visible as a gap in the numbers.
 */
@Component
class KafkaFacts implements FactSink, DisposableBean {
    static final String TOPIC = "countersign.usage";
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFacts.class);

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final ThreadPoolExecutor sender;
    private final Counter lost;

    KafkaFacts(KafkaProperties kafka, MeterRegistry meters) {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producers = new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer());
        lost = Counter.builder("countersign.gateway.usage.lost").register(meters);
        sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(20_000),
                Thread.ofPlatform().daemon().name("usage").factory(), (fact, full) -> lost.increment());
    }

    @Override
    public void publish(String key, byte[] fact) {
        sender.execute(() -> send(new ProducerRecord<>(TOPIC, key, fact)));
    }

    private void send(ProducerRecord<String, byte[]> fact) {
        try {
            Producer<String, byte[]> producer = producers.createProducer();
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
