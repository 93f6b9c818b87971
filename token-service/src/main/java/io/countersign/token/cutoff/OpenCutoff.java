package io.countersign.token.cutoff;

import io.countersign.events.criteria.Criteria;
import org.jspecify.annotations.Nullable;

/**
 * A key with cuts that are not finished.
 *
 * @param organization  of the latest cut
 * @param correlationId of the latest cut
 * @param position      at which the latest cut was begun
 * @param cuts          that are not finished
 */
record OpenCutoff(String key, @Nullable String organization, String correlationId, long position, int cuts) {
    /** Every one: keys without open cuts, of which only a mark is left, are passed over. */
    static final Criteria ANY = Criteria.above("cuts", 0);

    OpenCutoff finished() {
        return new OpenCutoff(key, organization, correlationId, position, cuts - 1);
    }
}
