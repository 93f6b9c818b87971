package io.countersign.token.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What gateways report about connections as they are used. Facts of the topic {@code countersign.usage}, subject {@code con-…}; too many
 * to be events of an aggregate. (gateway, boot, n) is dense, so a missing number is a lost fact. No argument, no result and no token is
 * part of one.
 */
public sealed interface UsageEvent {
    String gateway();

    /** The life of that gateway process. */
    String boot();

    /** Which fact of that life it is, from 0 on. */
    long n();

    String connectionId();

    /** Whose client called. */
    String clientId();

    /** Keycloak user id of the member, or the client id. */
    String subjectId();

    /**
     * A tool was called.
     *
     * @param status what the client was answered (HTTP)
     * @param scopes that the server demands for that tool; none where it demands none, and in facts of before they were told
     */
    record ToolCalled(String gateway, String boot, long n, String connectionId, String clientId, String subjectId, String serverId,
            String tool, int status, long durationMillis, SortedSet<String> scopes) implements UsageEvent {
        @SuppressWarnings("NullAway") // absent in facts of before
        public ToolCalled {
            scopes = Collections.unmodifiableSortedSet(scopes == null ? new TreeSet<>() : new TreeSet<>(scopes));
        }
    }

    /**
     * A call of a tool was refused before it was begun.
     *
     * @param code why, one of the fixed order of refusals
     */
    record ToolDenied(String gateway, String boot, long n, String connectionId, String clientId, String subjectId, String serverId,
            String tool, String code) implements UsageEvent {
    }

    /**
     * A gateway refused access that had ended, for the first time.
     *
     * @param key       the access key that ended or was cut
     * @param version   of its entry: this and the key name the cause
     * @param lagMillis from the relay's sending to its being in force at that gateway; absent when it was not seen to arrive
     */
    record RevocationEnforced(String gateway, String boot, long n, String connectionId, String clientId, String subjectId, String reason,
            String key, long version, Instant enforcedAt, @Nullable Long lagMillis) implements UsageEvent {
        public RevocationEnforced {
            requireNonNull(gateway);
            requireNonNull(boot);
            requireNonNull(enforcedAt);
        }
    }
}
