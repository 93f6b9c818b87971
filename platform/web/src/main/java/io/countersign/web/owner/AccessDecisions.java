package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whether access authorized under certain epochs still stands: by the table while the feed is fresh, else by the owners' word as well.
 * What the table already refuses needs nobody's word.
 */
public final class AccessDecisions {
    private final AccessTable table;
    private final OwnersWord owners;
    private final Duration maxStaleness;

    AccessDecisions(AccessTable table, OwnersWord owners, Duration maxStaleness) {
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
        var known = AccessRule.check(authorizedUnder, table::get);
        if (known.isPresent() || fresh()) {
            return known;
        }
        var answers = owners.ask(authorizedUnder.keySet());
        return AccessRule.check(authorizedUnder, key -> {
            AccessEntry answer = answers.get(key);
            return answer;
        });
    }
}
