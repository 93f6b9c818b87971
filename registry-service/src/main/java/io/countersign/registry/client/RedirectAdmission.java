package io.countersign.registry.client;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.AdmitRedirect;
import io.countersign.registry.refusal.Refused;
import org.springframework.stereotype.Component;

/** Lets clients go back to where an owner admitted it. */
@Component
public class RedirectAdmission {
    private final Commands commands;

    RedirectAdmission(Commands commands) {
        this.commands = commands;
    }

    /** @throws Refused when the client is not the authority's, or may not go back there */
    public Receipt admit(String clientId, String redirectUri, Authority by) {
        return commands.send(new AdmitRedirect(clientId, redirectUri, by));
    }
}
