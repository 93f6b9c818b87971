package io.countersign.token.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.connection.ConnectionCommand.RecordEnforcement;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Revoked;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.UsageEvent;
import io.countersign.token.contract.UsageEvent.RevocationEnforced;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import io.countersign.token.contract.UsageEvent.ToolDenied;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * When a tool was called, the connection was used; when a gateway refused it, its revocation is enforced. Usage facts are many, so the
 * connection is looked at before a command is sent, and a use only once a minute. Doing it twice changes nothing.
 */
@Component
class WhenUsedOrEnforcedThenRecord implements Automation {
    private final EventCatalog usage;
    private final Connections connections;
    /** Which fact of a connection was looked at last; that one comes again when its effect could not be had. */
    private final Cache<String, String> lately = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(100_000)
            .build();

    WhenUsedOrEnforcedThenRecord(@Qualifier("usageFacts") EventCatalog usage, Connections connections) {
        this.usage = usage;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "when-used-or-enforced-then-record";
    }

    @Override
    public EventCatalog source() {
        return usage;
    }

    @Override
    public List<Object> when(Recorded<?> fact) {
        return switch ((UsageEvent) fact.event()) {
            case ToolCalled _ -> used(fact);
            case ToolDenied _ -> List.of();
            case RevocationEnforced enforced -> enforced(fact.aggregateId(), enforced);
        };
    }

    private List<Object> used(Recorded<?> fact) {
        var connectionId = fact.aggregateId();
        return fact.id().equals(lately.get(connectionId, _ -> fact.id()))
                && connections.load(connectionId).state() instanceof Active active && active.useDue(fact.time())
                        ? List.of(new RecordUse(connectionId, fact.time()))
                        : List.of();
    }

    private List<Object> enforced(String connectionId, RevocationEnforced enforced) {
        return switch (connections.load(connectionId).state()) {
            case Active _,Revoked _ -> List.of(new RecordEnforcement(connectionId, enforced.key(), enforced.gateway(), enforced.boot(),
                    enforced.lagMillis() == null ? -1 : enforced.lagMillis(), enforced.enforcedAt()));
            default -> List.of();
        };
    }
}
