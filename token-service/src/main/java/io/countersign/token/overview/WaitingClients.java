package io.countersign.token.overview;

import io.countersign.events.projection.FollowedView;
import io.countersign.events.projection.LocalViews;
import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.LocalViewNotReady;
import io.countersign.events.projection.View.Row;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The clients of organizations in this replica's memory: since when there are, and which wait for somebody's decision. */
@Component
class WaitingClients {
    private final FollowedView<RegisteredClient, ByOrganization> followed;

    WaitingClients(LocalViews views) {
        followed = views.of(RegisteredClient.class, ByOrganization::new);
    }

    /**
     * How many wait at one server or more.
     *
     * @param projects which clients count; null for all
     * @throws LocalViewNotReady until all are known
     */
    long count(String organizationId, @Nullable Set<String> projects) {
        return followed.current().of(organizationId).values().stream().filter(client -> !client.waitingFor().isEmpty())
                .filter(client -> projects == null || projects.contains(client.projectId())).count();
    }

    /**
     * When it was registered; empty for one that is none.
     *
     * @throws LocalViewNotReady until all are known
     */
    Optional<Instant> since(String organizationId, String clientId) {
        return Optional.ofNullable(followed.current().of(organizationId).get(clientId)).map(RegisteredClient::registeredAt);
    }

    private static final class ByOrganization implements LocalView<RegisteredClient> {
        private final Map<String, Map<String, RegisteredClient>> clients = new ConcurrentHashMap<>();

        @Override
        public void put(Row<RegisteredClient> row) {
            clients.computeIfAbsent(row.value().organizationId(), _ -> new ConcurrentHashMap<>()).put(row.aggregateId(), row.value());
        }

        @Override
        public void remove(String aggregateId) {
            clients.values().forEach(ofOne -> ofOne.remove(aggregateId));
        }

        Map<String, RegisteredClient> of(String organizationId) {
            return clients.getOrDefault(organizationId, Map.of());
        }
    }
}
