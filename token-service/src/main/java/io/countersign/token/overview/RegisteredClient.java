package io.countersign.token.overview;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the overview tells of a client.
 *
 * @param waitingFor ids of the servers at which a member wants it and nobody has decided
 */
record RegisteredClient(String organizationId, String projectId, Instant registeredAt, SortedSet<String> waitingFor) {
    RegisteredClient asked(String serverId) {
        var more = new TreeSet<>(waitingFor);
        more.add(serverId);
        return new RegisteredClient(organizationId, projectId, registeredAt, more);
    }

    RegisteredClient decided(String serverId) {
        var fewer = new TreeSet<>(waitingFor);
        fewer.remove(serverId);
        return new RegisteredClient(organizationId, projectId, registeredAt, fewer);
    }
}
