package io.countersign.registry.client;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.ReplaceRegistration;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What clients do with their own registrations (RFC 7592), in their own name. */
@Component
public class OwnRegistrations {
    private final Commands commands;

    OwnRegistrations(Commands commands) {
        this.commands = commands;
    }

    /** @throws Refused when it is revoked */
    public void replace(String clientId, String organizationId, SelfRegistration as) {
        commands.send(new ReplaceRegistration(clientId, as, Set.of(), Authority.overAllOf(organizationId)), by(clientId, organizationId));
    }

    /** Ends whatever was authorized for it as well. */
    public void delete(String clientId, String organizationId) {
        commands.send(new DeleteClient(clientId, null, ReasonCode.USER_REQUEST, Authority.overAllOf(organizationId)),
                by(clientId, organizationId));
    }

    /** The client itself, whoever holds what it was given to manage its registration. */
    static Cause by(String clientId, String organizationId) {
        return new Cause(new Actor(Actor.Type.CLIENT, clientId), organizationId, null,
                CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId(), null);
    }
}
