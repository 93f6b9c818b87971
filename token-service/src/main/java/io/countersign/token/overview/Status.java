package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import java.time.Instant;

/**
 * How a connection stands now (EL-09 to EL-11, EL-36): revoked where it or its client is, else expired where its life is over by the clock,
 * else active. In the order in which lists sort it.
 */
enum Status {
    ACTIVE, EXPIRED, REVOKED;

    /** @param endedClients the connections of which end with them, though it is not recorded yet */
    Criteria criteria(Instant now, Criteria endedClients) {
        var over = Criteria.atMost("endsAtMillis", now.toEpochMilli());
        return switch (this) {
            case ACTIVE -> Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.not(over), Criteria.not(endedClients));
            case EXPIRED -> Criteria.and(Criteria.or(Criteria.equal("status", "EXPIRED"),
                    Criteria.and(Criteria.equal("status", "ACTIVE"), over)), Criteria.not(endedClients));
            case REVOKED -> Criteria.or(Criteria.equal("status", "REVOKED"), endedClients);
        };
    }
}
