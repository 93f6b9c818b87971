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
     * @return what has ended for good before what is only paused, each in the order of C28; empty when access stands
     */
    public static Optional<Refusal> check(Map<String, Long> authorizedUnder, Function<String, @Nullable AccessEntry> inForce) {
        Refusal first = null;
        for (var authorized : authorizedUnder.entrySet()) {
            var entry = inForce.apply(authorized.getKey());
            if (entry != null && standsInTheWay(entry, authorized.getValue())) {
                var refusal = Refusal.of(entry, authorized.getValue());
                first = first == null || refusal.precedes(first) ? refusal : first;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean standsInTheWay(AccessEntry entry, long authorizedEpoch) {
        return entry.ended() || entry.suspended() || entry.epoch() > authorizedEpoch;
    }

    /**
     * A key that stands in the way, and why.
     *
     * @param over whether what was authorized is dead for ever: the key has ended or was cut since, be it paused as well or not. Otherwise it
     *             is paused only, and the same access may stand again
     */
    public record Refusal(Reason reason, AccessEntry entry, boolean over) {
        private static Refusal of(AccessEntry entry, long authorizedEpoch) {
            var over = entry.ended() || entry.epoch() > authorizedEpoch;
            return new Refusal(Reason.of(entry, over), entry, over);
        }

        private boolean precedes(Refusal other) {
            return over == other.over ? reason.compareTo(other.reason) < 0 : over;
        }
    }

    /** In the order of C28; {@link #code()} is the stable code. */
    public enum Reason {
        ORG_SUSPENDED, TOKEN_INVALID, MEMBER_DISABLED, CLIENT_REVOKED, CLIENT_DISABLED, CLIENT_NOT_APPROVED, SERVER_DISABLED, CONSENT_WITHDRAWN, CONNECTION_REVOKED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private static Reason of(AccessEntry entry, boolean over) {
            return switch (AccessKeys.kind(entry.key())) {
                case "organization", "project" -> ORG_SUSPENDED;
                case "member" -> MEMBER_DISABLED;
                case "client" -> over ? CLIENT_REVOKED : CLIENT_DISABLED;
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
