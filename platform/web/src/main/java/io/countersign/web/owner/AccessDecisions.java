package io.countersign.web.owner;

import io.countersign.access.AccessRule;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Whether access authorized under certain epochs still stands. {@link #check} is for self-contained access tokens: the table alone while
 * the feed is fresh, else the owners' word as well. {@link #checkAtOwners} and {@link #askOwners} are for what hands out something new, a
 * code's redemption, a refresh, a token: never the table alone. What the table already refuses needs nobody's word.
 */
public final class AccessDecisions {
    private final AccessTable table;
    private final OwnerAccessClient owners;
    private final Duration maxStaleness;

    AccessDecisions(AccessTable table, OwnerAccessClient owners, Duration maxStaleness) {
        this.table = table;
        this.owners = owners;
        this.maxStaleness = maxStaleness;
        table.onChange(entry -> owners.forget(entry.key()));
    }

    /** Whether {@link #check} answers at once, without asking anyone. */
    public boolean fresh() {
        return table.ready() && table.age().compareTo(maxStaleness) <= 0;
    }

    /**
     * @param authorizedUnder epoch per key at the time of authorization
     * @return why not, empty when access stands
     * @throws PeerUnavailable when the feed is stale and an owner does not answer: access does not stand
     */
    public Optional<AccessRule.Refusal> check(Map<String, Long> authorizedUnder) {
        var known = inTable(authorizedUnder);
        return known.isPresent() || fresh() ? known : atOwners(authorizedUnder, OwnerQuestionCounters.Cause.STALE_FEED);
    }

    /**
     * As {@link #check}, by the owners' word however fresh the feed is.
     *
     * @throws PeerUnavailable when an owner does not answer: access does not stand
     */
    public Optional<AccessRule.Refusal> checkAtOwners(Map<String, Long> authorizedUnder) {
        return inTable(authorizedUnder).or(() -> atOwners(authorizedUnder, OwnerQuestionCounters.Cause.ISSUING));
    }

    /**
     * The owners' word on keys, at most 5 s old and dropped by events: {@link OwnedAccess#refusal()} says whether anything may be
     * authorized under them now, {@link OwnedAccess#epochs()} what the authorization stores.
     *
     * @throws PeerUnavailable when an owner does not answer: nothing may be authorized
     */
    public OwnedAccess askOwners(Collection<String> keys) {
        return owners.ask(keys, OwnerQuestionCounters.Cause.ISSUING);
    }

    private Optional<AccessRule.Refusal> atOwners(Map<String, Long> authorizedUnder, OwnerQuestionCounters.Cause cause) {
        return owners.ask(authorizedUnder.keySet(), cause).refusal(authorizedUnder);
    }

    private Optional<AccessRule.Refusal> inTable(Map<String, Long> authorizedUnder) {
        return AccessRule.check(authorizedUnder, table::get);
    }
}
