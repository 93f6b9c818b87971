package io.countersign.token.owner;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.web.owner.OwnedAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the registry says about a client and a resource. */
public sealed interface Authorization {
    /** The client is bound to the resource's server; whether access stands is in {@link #access}. */
    record Given(AuthorizationAnswer answer) implements Authorization {
        /** Whatever such an authorization rests on. */
        public OwnedAccess access() {
            var server = answer.server();
            var client = answer.client();
            var keys = new ArrayList<>(List.of(AccessKeys.organization(server.organizationId()),
                    AccessKeys.project(server.projectId()), AccessKeys.server(server.serverId())));
            if (!answer.provisional() || client.projectId() != null) {
                keys.add(AccessKeys.client(client.clientId()));
            }
            if (!answer.provisional()) {
                keys.add(AccessKeys.binding(client.clientId(), server.serverId()));
            }
            return access(keys);
        }

        /** @param keys of the registry; one that this answer does not tell of is unknown */
        public OwnedAccess access(Collection<String> keys) {
            return OwnedAccess.of(keys, answer.access().stream().map(
                    fact -> new AccessEntry(fact.key(), fact.epoch(), fact.suspended(), fact.ended(), fact.version())).toList());
        }
    }

    /** @param code as {@link AuthorizationAnswer} tells */
    record Missing(String code) implements Authorization {
    }
}
