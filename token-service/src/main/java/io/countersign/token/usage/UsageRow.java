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
 */
record UsageRow(String connectionId, long revision, String partition, long offset, Instant seen, Usage usage) {
    /**
     * The row with this call in it. One that stands before what was taken already is no news, unless it is later than all of that: then
     * its topic was made anew.
     */
    static UsageRow with(@Nullable UsageRow known, Call call, Instant now) {
        var at = call.at().isAfter(now) ? now : call.at();
        var told = new Call(call.connectionId(), call.partition(), call.offset(), at, call.tool(), call.scopes());
        if (known == null) {
            return new UsageRow(call.connectionId(), 0, call.partition(), call.offset(), call.at(), Usage.begun(told));
        }
        var next = known.partition.equals(call.partition()) && call.offset() > known.offset;
        return next || call.at().isAfter(known.seen)
                ? new UsageRow(call.connectionId(), known.revision, call.partition(), call.offset(),
                        call.at().isAfter(known.seen) ? call.at() : known.seen, known.usage.and(told))
                : known;
    }

    UsageRow revised() {
        return new UsageRow(connectionId, revision + 1, partition, offset, seen, usage);
    }
}
