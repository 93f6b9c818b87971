package io.countersign.token.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * One call of a tool, as a gateway reported it.
 *
 * @param partition where the fact stands; those of one connection stand in one, in order
 * @param offset    within that
 * @param at        when it was reported, to the millisecond
 */
record Call(String connectionId, String partition, long offset, Instant at, String tool, Set<String> scopes) implements UsageFact {
    Call {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        scopes = Set.copyOf(scopes);
    }
}
