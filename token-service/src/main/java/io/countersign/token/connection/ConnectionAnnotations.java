package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands beside the access of a connection.
 *
 * @param flags         annotations of reviewers and detectors
 * @param revokedTokens tokens revoked one by one; forgotten once they would have expired anyway
 * @param enforcedBy    gateways that reported a refusal, per life
 */
public record ConnectionAnnotations(Set<String> flags, Map<String, Revoked> revokedTokens, Set<String> enforcedBy) {
    static final ConnectionAnnotations NONE = new ConnectionAnnotations(Set.of(), Map.of(), Set.of());

    public ConnectionAnnotations {
        flags = Set.copyOf(flags);
        revokedTokens = Map.copyOf(revokedTokens);
        enforcedBy = Set.copyOf(enforcedBy);
    }

    ConnectionAnnotations flag(String flag) {
        var more = new TreeSet<>(flags);
        more.add(flag);
        return new ConnectionAnnotations(more, revokedTokens, enforcedBy);
    }

    ConnectionAnnotations unflag(String flag) {
        var fewer = new TreeSet<>(flags);
        fewer.remove(flag);
        return new ConnectionAnnotations(fewer, revokedTokens, enforcedBy);
    }

    ConnectionAnnotations revoke(TokenRevoked event, long sequence) {
        var more = new HashMap<>(revokedTokens);
        more.values().removeIf(token -> token.expiresAt().isBefore(event.revokedAt()));
        more.put(event.jti(), new Revoked(event.expiresAt(), sequence));
        return new ConnectionAnnotations(flags, more, enforcedBy);
    }

    ConnectionAnnotations enforced(RevocationEnforced event) {
        var more = new TreeSet<>(enforcedBy);
        more.add(enforcer(event.gateway(), event.boot()));
        return new ConnectionAnnotations(flags, revokedTokens, more);
    }

    /** What is left of it when the connection ends: a gateway may have refused it before its end was recorded. */
    ConnectionAnnotations atTheEnd() {
        return new ConnectionAnnotations(Set.of(), Map.of(), enforcedBy);
    }

    boolean enforcedBy(String gateway, String boot) {
        return enforcedBy.contains(enforcer(gateway, boot));
    }

    private static String enforcer(String gateway, String boot) {
        return gateway + "/" + boot;
    }

    /** @param sequence of the revocation in the connection's stream */
    public record Revoked(Instant expiresAt, long sequence) {
    }
}
