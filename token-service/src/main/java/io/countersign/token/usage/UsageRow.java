package io.countersign.token.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection's usage and up to where its facts are in it, in one document, so that a fact that comes again has no effect.
 *
 * @param revision  how often the row was written
 * @param partition of the fact that was taken last
 * @param offset    of that
 * @param seen      the latest time of any fact that was taken
 * @param usage     null while it was only refused
 */
record UsageRow(String connectionId, long revision, String partition, long offset, Instant seen, @Nullable Usage usage,
        UsedDays days) {
    /**
     * The row with this fact in it. One that stands before what was taken already is no news, unless it is later than all of that: then
     * its topic was created anew.
     */
    static UsageRow with(@Nullable UsageRow known, UsageFact fact, Instant now) {
        var at = fact.at().isAfter(now) ? now : fact.at();
        if (known == null) {
            return new UsageRow(fact.connectionId(), 0, fact.partition(), fact.offset(), fact.at(), usage(null, fact, at),
                    UsedDays.NONE.and(fact, at));
        }
        var next = known.partition.equals(fact.partition()) && fact.offset() > known.offset;
        return next || fact.at().isAfter(known.seen)
                ? new UsageRow(fact.connectionId(), known.revision, fact.partition(), fact.offset(),
                        fact.at().isAfter(known.seen) ? fact.at() : known.seen, usage(known.usage, fact, at), known.days.and(fact, at))
                : known;
    }

    private static @Nullable Usage usage(@Nullable Usage known, UsageFact fact, Instant at) {
        return switch (fact) {
            case Call call -> {
                var dated = new Call(call.connectionId(), call.partition(), call.offset(), at, call.tool(), call.scopes());
                yield known == null ? Usage.begun(dated) : known.and(dated);
            }
            case RefusedCall _ -> known;
        };
    }

    UsageRow revised() {
        return new UsageRow(connectionId, revision + 1, partition, offset, seen, usage, days);
    }
}
