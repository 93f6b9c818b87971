package io.countersign.token.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.starter.command.Commands;
import io.countersign.starter.command.Commands.Cause;
import io.countersign.starter.event.Actor;
import io.countersign.token.connection.ConnectionCommand;
import io.countersign.token.connection.ConnectionCommand.RecordEnforcement;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Revoked;
import io.countersign.token.connection.Connections;
import io.countersign.token.usage.UsageEvent.RevocationEnforced;
import io.countersign.token.usage.UsageEvent.ToolCalled;
import io.countersign.token.usage.UsageReader.Fact;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * When a tool was called, the connection was used; when a gateway refused it, its revocation is enforced. Usage facts are many, so the
 * connection is looked at before a command is sent, and a use only once a minute. Doing it twice changes nothing.
 */
@Component
class WhenUsedOrEnforcedThenRecord {
    private static final Logger LOG = LoggerFactory.getLogger(WhenUsedOrEnforcedThenRecord.class);
    private final Connections connections;
    private final Commands commands;
    private final Cache<String, Boolean> lately = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(100_000)
            .build();

    WhenUsedOrEnforcedThenRecord(Connections connections, Commands commands) {
        this.connections = connections;
        this.commands = commands;
    }

    @KafkaListener(id = "token-usage", topics = "countersign.usage", properties = {
            "key.deserializer=org.apache.kafka.common.serialization.StringDeserializer",
            "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer", "auto.offset.reset=earliest",
            "metadata.max.age.ms=2000"})
    void on(ConsumerRecord<String, byte[]> message) {
        if (message.value() != null) {
            UsageReader.read(message.value()).ifPresent(this::record);
        }
    }

    private void record(Fact fact) {
        command(fact.event()).ifPresent(command -> {
            try {
                commands.send(command, new Cause(new Actor(Actor.Type.SYSTEM, "token-service"), fact.organization(), fact.id(),
                        fact.correlationId().isEmpty() ? fact.id() : fact.correlationId(), null));
            } catch (ConnectionRefused gone) {
                LOG.debug("Usage of {} came too late", fact.event().connectionId(), gone);
            }
        });
    }

    private Optional<ConnectionCommand> command(UsageEvent event) {
        return switch (event) {
            case ToolCalled called -> due(called) ? Optional.of(new RecordUse(called.connectionId(), called.calledAt())) : Optional.empty();
            case RevocationEnforced enforced -> connections.load(enforced.connectionId()).state() instanceof Revoked
                    ? Optional.of(new RecordEnforcement(enforced.connectionId(), enforced.gateway(), enforced.boot(),
                            enforced.lagMillis() == null ? -1 : enforced.lagMillis(), enforced.enforcedAt()))
                    : Optional.empty();
        };
    }

    private boolean due(ToolCalled called) {
        return lately.asMap().putIfAbsent(called.connectionId(), true) == null
                && connections.load(called.connectionId()).state() instanceof Active active && active.terms().useDue(called.calledAt());
    }
}
