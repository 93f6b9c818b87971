package io.countersign.access;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of gateway, token endpoint and introspection: refuse if any key is suspended or ended, or carries a higher epoch than the
 * one the connection was authorized under. No clocks are compared.
 */
public final class AccessRule {
    private AccessRule() {
    }

    /**
     * @param authorizedUnder epoch per key at the time of authorization
     * @param inForce         the entry of a key, null when none is in force
     * @return the first refusal in the order of C28, empty when access stands
     */
    public static Optional<Refusal> check(Map<String, Long> authorizedUnder, Function<String, @Nullable AccessEntry> inForce) {
        Refusal first = null;
        for (var authorized : authorizedUnder.entrySet()) {
            var entry = inForce.apply(authorized.getKey());
            if (entry != null && standsInTheWay(entry, authorized.getValue())) {
                var reason = Reason.of(entry);
                first = first == null || reason.compareTo(first.reason()) < 0 ? new Refusal(reason, entry) : first;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean standsInTheWay(AccessEntry entry, long authorizedEpoch) {
        return entry.ended() || entry.suspended() || entry.epoch() > authorizedEpoch;
    }

    /** A key that stands in the way, and why. */
    public record Refusal(Reason reason, AccessEntry entry) {
    }

    /** In the order of C28; {@link #code()} is the stable code. */
    public enum Reason {
        ORG_SUSPENDED, TOKEN_INVALID, MEMBER_DISABLED, CLIENT_REVOKED, CLIENT_DISABLED, CLIENT_NOT_APPROVED, SERVER_DISABLED, CONSENT_WITHDRAWN, CONNECTION_REVOKED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private static Reason of(AccessEntry entry) {
            return switch (AccessKeys.kind(entry.key())) {
                case "organization", "project" -> ORG_SUSPENDED;
                case "member" -> MEMBER_DISABLED;
                case "client" -> entry.suspended() && !entry.ended() ? CLIENT_DISABLED : CLIENT_REVOKED;
                case "binding" -> CLIENT_NOT_APPROVED;
                case "server" -> SERVER_DISABLED;
                case "consent" -> CONSENT_WITHDRAWN;
                case "connection" -> CONNECTION_REVOKED;
                case "token" -> TOKEN_INVALID;
                default -> throw new IllegalArgumentException("Unknown access key " + entry.key());
            };
        }
    }
}
