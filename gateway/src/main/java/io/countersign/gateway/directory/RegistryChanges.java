package io.countersign.gateway.directory;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens to the registry's topic from its end and has the caches drop what an event touches. Every replica listens for itself; what it
 * misses is at most 5 s old anyway. A topic that the registry has yet to make is found within seconds.
 */
@Component
class RegistryChanges {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryChanges.class);

    private final Directory directory;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    RegistryChanges(Directory directory, ApplicationEventPublisher events, JsonMapper json) {
        this.directory = directory;
        this.events = events;
        this.json = json;
    }

    @KafkaListener(topics = "countersign.registry", groupId = "gateway-directory-#{T(java.util.UUID).randomUUID()}", properties = {
            "auto.offset.reset=latest", "enable.auto.commit=false", "allow.auto.create.topics=false", "metadata.max.age.ms=5000",
            "key.deserializer=org.apache.kafka.common.serialization.StringDeserializer",
            "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"})
    void changed(ConsumerRecord<String, byte[]> event) {
        try {
            var organization = json.readTree(event.value()).path("organization").asString("");
            directory.forget(organization);
            events.publishEvent(new RegistryChanged(organization));
        } catch (JacksonException unreadable) {
            LOG.warn("Event {} at {}-{} cannot be read", event.key(), event.partition(), event.offset(), unreadable);
        }
    }
}
