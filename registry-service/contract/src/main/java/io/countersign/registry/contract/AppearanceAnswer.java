package io.countersign.registry.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a client is shown beside its name, and what changed about that last (CIMD-23).
 *
 * @param logoDigest    names the very picture that {@code GET /api/v1/orgs/{orgId}/clients/{clientId}/logo?digest=} serves; null where there
 *                      is none that can be shown
 * @param formerName    what it was called before; null where it always had its name
 * @param renamedAt     since when it has its name; null where it always had
 * @param logoChangedAt since when its logo is another; null where it always was, or there is none
 */
public record AppearanceAnswer(@Nullable String logoDigest, @Nullable String formerName, @Nullable Instant renamedAt,
        @Nullable Instant logoChangedAt) {
    public static final AppearanceAnswer NONE = new AppearanceAnswer(null, null, null, null);
}
