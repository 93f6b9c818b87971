package io.countersign.registry.client;

import io.countersign.registry.client.ClientCommand.ReplaceRegistration;
import io.countersign.registry.client.ClientState.Existing;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientSecretRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What follows when a client replaces what it registered (RFC 7592 section 2.2): what follows from such a drift of a metadata document, and
 * where an owner decides which clients a server takes, whatever else than a name changed waits for an owner again. Pure.
 */
final class ReplacementRules {
    private ReplacementRules() {
    }

    static List<ClientEvent> decide(Existing client, ReplaceRegistration replace) {
        var events = new ArrayList<>(DriftRules.decide(client.details(), replace.as()));
        var counts = events.stream().anyMatch(ReplacementRules::counts);
        events.addAll(secrets(client, replace.as()));
        if (counts) {
            replace.leftToOwners().stream().sorted().flatMap(serverId -> pending(client.clientId(), serverId)).forEach(events::add);
        }
        return events;
    }

    private static boolean counts(ClientEvent event) {
        return event instanceof ClientMetadataDrifted drifted && drifted.drift() != MetadataDrift.NOTICE;
    }

    private static Stream<ClientEvent> pending(String clientId, String serverId) {
        return Stream.of(new ClientUnboundFromServer(clientId, serverId, ReasonCode.POLICY),
                new ClientApprovalRequested(clientId, serverId));
    }

    /** A public client has none; another one keeps those it has. */
    private static List<ClientEvent> secrets(Existing client, SelfRegistration as) {
        if (as.authenticationMethod().equals(ClientRules.NONE)) {
            return client.secrets().stream().<ClientEvent>map(
                    secret -> new ClientSecretRevoked(client.clientId(), secret.secretId(), ReasonCode.POLICY)).toList();
        }
        return as.secret() == null || client.secrets().stream().anyMatch(secret -> secret.secretId().equals(as.secret().secretId()))
                ? List.of()
                : List.of(ClientRules.issued(client.clientId(), as.secret()));
    }
}
