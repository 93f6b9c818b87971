package io.countersign.web.api;

import org.jspecify.annotations.Nullable;

/**
 * An answer that may go on behind a cursor; before it is sent the cursor is marked with the list it belongs to.
 *
 * @param <P> itself
 */
public interface Paged<P extends Paged<P>> {
    /** Absent on the last page. */
    @Nullable
    String nextCursor();

    /** The same with another cursor. */
    P going(String cursor);
}
