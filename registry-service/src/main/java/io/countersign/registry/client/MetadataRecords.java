package io.countersign.registry.client;

import io.countersign.events.command.Commands.Cause;
import io.countersign.events.command.Commands;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.RecordMetadata;
import org.springframework.stereotype.Component;

/** Records what clients' metadata documents say now. */
@Component
public class MetadataRecords {
    private final Commands commands;

    MetadataRecords(Commands commands) {
        this.commands = commands;
    }

    /**
     * @param cause the person in front of whom it was fetched
     * @return whether it said something else than was recorded
     */
    public boolean record(ClientState.Existing client, SelfRegistration said, Cause cause) {
        if (DriftRules.decide(client.details(), said).isEmpty()) {
            return false;
        }
        commands.send(new RecordMetadata(client.clientId(), said, Authority.overAllOf(client.details().organizationId())), cause);
        return true;
    }
}
