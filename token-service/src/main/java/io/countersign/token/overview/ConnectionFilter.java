package io.countersign.token.overview;

import io.countersign.web.api.Limits;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What connections may be narrowed to, alike in lists, groups, counts and facets. */
record ConnectionFilter(@Nullable List<@NotNull Status> status, @Schema(description = Q) @Size(max = Limits.NAME) @Nullable String q,
        @Nullable String clientId, @Nullable String serverId, @Nullable String projectId, @Nullable String memberId,
        @Nullable Method registrationMethod, @Schema(description = FLAG) @Nullable String flag,
        @Schema(description = FROM) @Nullable Instant authorizedFrom,
        @Schema(description = TO) @Nullable Instant authorizedTo, @Schema(description = FROM) @Nullable Instant lastUsedFrom,
        @Schema(description = TO) @Nullable Instant lastUsedTo,
        @Schema(description = "Active ones whose life ends before this time unless they are used") @Nullable Instant expiresBefore,
        @Schema(description = ENDED) @Nullable Instant endedFrom, @Schema(description = TO) @Nullable Instant endedTo,
        @Schema(description = PAST) @Nullable Boolean includePast) {
    /** Nothing is left out but what lists forget. */
    static final ConnectionFilter NONE = new ConnectionFilter(null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null);
    /** Nothing is left out. */
    static final ConnectionFilter PAST_INCLUDED = new ConnectionFilter(null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, true);
    private static final String Q = "A part of the name of the connection, its client, its server or the person, of the person's e-mail "
            + "address, of the server's address or of the client's id, or how the connection's id begins; whatever the case of the letters";
    private static final String FLAG = "DORMANT, NEVER_USED, EXPIRING_SOON, ORPHANED, OWNERLESS_CLIENT or SCOPE_CREEP, which active ones have "
            + "by the clock, or a finding that was recorded";
    private static final String FROM = "This time or later";
    private static final String TO = "Before this time";
    private static final String ENDED = "Revoked or expired at this time or later";
    private static final String PAST = "Whether revoked ones are there beyond their visibility window as well (visibleUntil)";

    /** In which way a client was registered. */
    enum Method {
        MANUAL, DCR, CIMD
    }
}
