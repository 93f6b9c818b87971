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
 * misses is at most 5 s old anyway. A topic that the registry has yet to make is found within seconds. An event that cannot be read may
 * touch anything, so everything is dropped; no failure is left to the framework, which would give up on the record or stand still.
 */
@Component
class RegistryEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEventListener.class);

    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    RegistryEventListener(ApplicationEventPublisher events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    @KafkaListener(topics = "countersign.registry", groupId = "gateway-directory-#{T(java.util.UUID).randomUUID()}", properties = {
            "auto.offset.reset=latest", "enable.auto.commit=false", "allow.auto.create.topics=false", "metadata.max.age.ms=5000",
            "key.deserializer=org.apache.kafka.common.serialization.StringDeserializer",
            "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"})
    void changed(ConsumerRecord<String, byte[]> event) {
        var changed = new RegistryChanged(organization(event));
        try {
            events.publishEvent(changed);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.error("Event {} at {}-{} could not invalidate cached answers, which expire within 5 s", event.key(), event.partition(),
                    event.offset(),
                    failure);
        }
    }

    /** Empty where it cannot be told. */
    private String organization(ConsumerRecord<String, byte[]> event) {
        try {
            return event.value() == null ? "" : json.readTree(event.value()).path("organization").asString("");
        } catch (JacksonException | StackOverflowError unreadable) {
            LOG.warn("Event {} at {}-{} cannot be read: all cached answers are invalidated", event.key(), event.partition(),
                    event.offset());
            return "";
        }
    }
}
