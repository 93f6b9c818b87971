package io.countersign.token.protocol;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Origin;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.testkit.KafkaPart;
import io.countersign.web.passport.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the registry's relay sends, one fact behind the other. */
final class RegistryTopic implements AutoCloseable {
    private static final EventCatalog REGISTRY = EventCatalog.of("countersign.registry", OrganizationEvent.class, ClientEvent.class,
            McpServerEvent.class, ProjectEvent.class);
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;
    private long position;

    RegistryTopic(KafkaPart kafka, Clock clock) {
        this.producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer());
        this.clock = clock;
    }

    void say(String id, long sequence, Object event) throws InterruptedException, ExecutionException {
        var bytes = new EventEnvelopes(REGISTRY, clock).write("/registry-service/registry", id, sequence, event,
                new Origin(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), "org-1", null, "chain", null));
        var record = new ProducerRecord<>(REGISTRY.topic(), id, bytes);
        Map.of("position", Long.toString(position++), "sequence", Long.toString(sequence), "source", "/registry-service/registry")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
