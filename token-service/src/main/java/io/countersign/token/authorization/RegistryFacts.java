package io.countersign.token.authorization;

import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.token.owner.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** How the registry's keys behind an authorization stand, by the answer it gave. */
record RegistryFacts(Facts facts, List<String> keys) {
    static RegistryFacts of(AuthorizationAnswer answer) {
        var server = answer.server();
        var client = answer.client().clientId();
        return new RegistryFacts(Facts.of(answer.access()),
                List.of(AccessKeys.organization(server.organizationId()), AccessKeys.project(server.projectId()),
                        AccessKeys.server(server.serverId()), AccessKeys.client(client), AccessKeys.binding(client, server.serverId())));
    }

    SortedMap<String, Long> epochs() {
        return facts.epochs(keys);
    }

    Optional<AccessRule.Refusal> refusal() {
        return facts.refusal(epochs());
    }

    Optional<AccessRule.Refusal> refusal(Map<String, Long> authorizedUnder) {
        return facts.refusal(authorizedUnder);
    }
}
