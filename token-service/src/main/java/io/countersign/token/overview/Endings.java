package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When connections ended: revoked ones when that was recorded, expired ones when their life was over. One rule for lists and series. */
final class Endings {
    private Endings() {
    }

    /** From a time on and before another one, as far as they are given. */
    static Criteria revoked(@Nullable Instant from, @Nullable Instant before) {
        return Criteria.and(Criteria.equal("status", "REVOKED"), Criteria.between("end.at", from, before));
    }

    /**
     * From a time on and before another one, as far as they are given.
     *
     * @param statuses what each status means now
     */
    static Criteria expired(Map<Status, Criteria> statuses, @Nullable Instant from, @Nullable Instant before) {
        return Criteria.and(statuses.getOrDefault(Status.EXPIRED, Criteria.nothing()),
                from == null ? Criteria.everything() : Criteria.above("endsAtMillis", ceiling(from) - 1),
                before == null ? Criteria.everything() : Criteria.atMost("endsAtMillis", ceiling(before) - 1));
    }

    /** The first millisecond that is not before it. */
    private static long ceiling(Instant time) {
        return time.plusNanos(999_999).toEpochMilli();
    }
}
