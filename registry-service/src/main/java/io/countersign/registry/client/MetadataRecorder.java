package io.countersign.registry.client;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.RecordMetadata;
import io.countersign.registry.client.ClientCommand.RegisterByMetadata;
import io.countersign.registry.refusal.Refused;
import org.springframework.stereotype.Component;

/** Records what clients' metadata documents say. */
@Component
public class MetadataRecorder {
    private final Commands commands;

    MetadataRecorder(Commands commands) {
        this.commands = commands;
    }

    /** @throws Refused when the authority does not cover the project, or another client is known by the address */
    public Receipt register(String clientId, String projectId, SelfRegistration said, Authority by) {
        return commands.send(new RegisterByMetadata(clientId, projectId, said, by));
    }

    /**
     * The client itself says so: the person in front of whom its document was fetched has no part in it.
     *
     * @return whether it said something else than was recorded
     */
    public boolean record(ClientState.Existing client, SelfRegistration said) {
        if (DriftRules.decide(client.details(), said).isEmpty()) {
            return false;
        }
        var organizationId = client.details().organizationId();
        commands.send(new RecordMetadata(client.clientId(), said, Authority.overAllOf(organizationId)),
                OwnRegistrations.by(client.clientId(), organizationId));
        return true;
    }
}
