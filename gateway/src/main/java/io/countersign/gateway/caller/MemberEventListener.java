package io.countersign.gateway.caller;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens to the consent-service's topic from its end, for itself as every replica does: whatever is recorded of a member drops what was
 * known of that member, and whoever left or was suspended is signed in here no more. What it misses is at most 5 s old anyway, and the
 * sessions of whom the identity provider does not let in end when they are used.
 */
@Component
class MemberEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(MemberEventListener.class);
    private static final Set<String> CHANGES = Set.of("McpAccessEnabled", "McpAccessDisabled", "MemberRejoined");
    private static final Set<String> ENDS = Set.of("MemberLeftOrganization", "MemberSuspendedAtIdp");

    private final OrganizationRoles roles;
    private final JsonMapper json;

    MemberEventListener(OrganizationRoles roles, JsonMapper json) {
        this.roles = roles;
        this.json = json;
    }

    @KafkaListener(topics = "countersign.consent", groupId = "gateway-members-#{T(java.util.UUID).randomUUID()}", properties = {
            "auto.offset.reset=latest", "enable.auto.commit=false", "allow.auto.create.topics=false", "metadata.max.age.ms=5000",
            "key.deserializer=org.apache.kafka.common.serialization.StringDeserializer",
            "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"})
    void changed(ConsumerRecord<String, byte[]> event) {
        try {
            read(event.value());
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.error("Event {} at {}-{} could not be applied; sessions and roles it ends are refused at their next use", event.key(),
                    event.partition(), event.offset(), failure);
        }
    }

    private void read(byte @Nullable [] event) throws JacksonException {
        if (event == null) {
            return;
        }
        var envelope = json.readTree(event);
        var type = envelope.path("type").asString("").split("\\.", -1);
        var name = type.length < 2 ? "" : type[type.length - 2];
        var userId = envelope.path("data").path("userId").asString("");
        if (CHANGES.contains(name)) {
            roles.changed(userId);
        } else if (ENDS.contains(name)) {
            roles.left(userId);
        }
    }
}
