package io.countersign.token.installation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection as far as it may be superseded.
 *
 * @param dueMillis when it is, unless it is used before; null where nothing follows it or it was used
 */
record Succession(String organizationId, @Nullable Instant since, @Nullable Long dueMillis) {
}
