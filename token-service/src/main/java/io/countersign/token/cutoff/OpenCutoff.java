package io.countersign.token.cutoff;

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
    OpenCutoff finished() {
        return new OpenCutoff(key, organization, correlationId, position, cuts - 1);
    }
}
