package io.countersign.web.denial;

import io.countersign.access.AccessEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact of the topic {@link Denials#TOPIC}: a known connection was refused for one reason, once or several times within a minute. It comes
 * when the first is refused and again, under the same id, when the minute is over and there were more.
 *
 * @param decisionId     what the caller was given
 * @param operation      tool or grant that was asked for, where that was known
 * @param code           the reason that was reported, one of the fixed order of C28
 * @param conditions     everything the access rested on, as it was at the first refusal; in the order of their keys
 * @param missingScopes  what would have been needed besides
 * @param correlationId  of the first refused request
 */
public record AccessDenied(String decisionId, Subject subject, Place place, @Nullable String operation, String code,
        List<Condition> conditions, List<String> missingScopes, Instant firstAt, Instant lastAt, long times, String correlationId) {
    public AccessDenied {
        conditions = List.copyOf(conditions);
        missingScopes = List.copyOf(missingScopes);
    }

    /** Who refused. */
    public enum Place {
        GATEWAY, TOKEN_ENDPOINT
    }

    /**
     * Who was refused.
     *
     * @param connectionId null where none had been opened yet
     * @param subjectId    Keycloak user id of the member, or the client id
     * @param serverId     null where none was named
     */
    public record Subject(String organizationId, @Nullable String projectId, @Nullable String connectionId, String clientId,
            String subjectId, @Nullable String serverId) {
        private static final String UNKNOWN = "unknown";

        /** Whoever called from where nobody may; nothing that they presented was looked at. */
        public static Subject outsider(String organizationId, String projectId, String serverId) {
            return new Subject(organizationId, projectId, null, UNKNOWN, UNKNOWN, serverId);
        }

        /** A caller of the native API, which is no client. */
        public static Subject caller(String organizationId, String actorId) {
            return new Subject(organizationId, null, null, UNKNOWN, actorId, null);
        }
    }

    /**
     * One thing the access rested on.
     *
     * @param key             an access key
     * @param authorizedUnder its epoch when the access was authorized
     * @param inForce         its entry when the access was refused; null when nothing was in force against it
     */
    public record Condition(String key, long authorizedUnder, @Nullable AccessEntry inForce) {
    }
}
