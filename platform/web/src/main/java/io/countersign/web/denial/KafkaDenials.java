package io.countersign.web.denial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.ulid.UlidCreator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * Denials to their topic, each in its CloudEvents envelope, by a thread of their own with a bounded queue before it. What does not fit, or
 * does not arrive, is lost and counted.
 */
final class KafkaDenials implements DenialSink, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDenials.class);
    private static final int MOST = 2_000;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int STOP_SECONDS = 5;
    private static final String TYPE = Denials.TOPIC + "." + AccessDenied.class.getSimpleName() + ".v1";

    private final JsonMapper json = JsonMapper.builder().changeDefaultPropertyInclusion(
            ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS)).build();
    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final ThreadPoolExecutor sender;
    private final Counter lost;
    private final String source;

    KafkaDenials(KafkaProperties kafka, MeterRegistry meters, String service) {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        producers = new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer());
        source = "/" + service;
        lost = Counter.builder("countersign.denials.lost").description("Refusals that were not published").register(meters);
        sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST),
                Thread.ofPlatform().daemon().name("denials").factory(), (denied, full) -> lost.increment());
    }

    @Override
    public void publish(AccessDenied denied) {
        sender.execute(() -> send(denied));
    }

    private void send(AccessDenied denied) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("specversion", "1.0");
        envelope.put("id", UlidCreator.getMonotonicUlid().toString());
        envelope.put("source", source);
        envelope.put("type", TYPE);
        envelope.put("time", denied.lastAt().toString());
        envelope.put("subject", denied.decisionId());
        envelope.put("datacontenttype", "application/json");
        envelope.put("organization", denied.subject().organizationId());
        envelope.put("correlationid", denied.correlationId());
        envelope.put("data", denied);
        try {
            var _ = producers.createProducer().send(
                    new ProducerRecord<>(Denials.TOPIC, denied.subject().organizationId(), json.writeValueAsBytes(envelope)),
                    (stored, failure) -> {
                        if (failure != null) {
                            lost.increment();
                        }
                    });
        } catch (KafkaException unreachable) {
            LOG.debug("A refusal was not published", unreachable);
            lost.increment();
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        sender.shutdown();
        if (!sender.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            sender.shutdownNow();
        }
        producers.destroy();
    }
}
