package io.countersign.token.people;

import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MemberConnections.Client;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.usage.Usage;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts one member's connections as they come, the newest first. */
final class ConnectionTally {
    private final String userId;
    private final Map<String, Boolean> clients = new LinkedHashMap<>();
    private long active;
    private long expired;
    private long revoked;
    private Instant firstAddedAt = Instant.MAX;
    private @Nullable Instant firstUsedAt;
    private @Nullable Instant lastUsedAt;
    private long nextExpiry = Long.MAX_VALUE;

    ConnectionTally(String userId) {
        this.userId = userId;
    }

    /** What lapsed by the clock is expired even before that was recorded. */
    static String status(ConnectionOverview connection, Instant now) {
        return connection.status().equals("ACTIVE") && now.toEpochMilli() >= connection.endsAtMillis() ? "EXPIRED" : connection.status();
    }

    void add(ConnectionOverview connection, @Nullable Usage usage, Instant now) {
        var life = connection.life();
        var lives = false;
        switch (status(connection, now)) {
            case "ACTIVE" -> {
                active++;
                lives = true;
                nextExpiry = Math.min(nextExpiry, connection.endsAtMillis());
            }
            case "EXPIRED" -> expired++;
            default -> revoked++;
        }
        clients.merge(connection.parties().clientId(), lives, Boolean::logicalOr);
        firstAddedAt = life.authorizedAt().isBefore(firstAddedAt) ? life.authorizedAt() : firstAddedAt;
        if (usage != null) {
            firstUsedAt = firstUsedAt == null || usage.firstCalledAt().isBefore(firstUsedAt) ? usage.firstCalledAt() : firstUsedAt;
            lastUsedAt = lastUsedAt == null || usage.lastCalledAt().isAfter(lastUsedAt) ? usage.lastCalledAt() : lastUsedAt;
        }
    }

    MemberConnections answer() {
        var shown = clients.entrySet().stream().map(client -> new Client(client.getKey(), client.getValue()))
                .sorted(Comparator.comparing(Client::active).reversed()).limit(MemberConnections.MOST_CLIENTS).toList();
        return new MemberConnections(userId, active, expired, revoked, shown, firstAddedAt, firstUsedAt, lastUsedAt,
                nextExpiry == Long.MAX_VALUE ? null : Instant.ofEpochMilli(nextExpiry));
    }
}
