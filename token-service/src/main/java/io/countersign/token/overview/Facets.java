package io.countersign.token.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many connections there are of each value, whatever of the same facet the list is narrowed to; most first, at most a hundred. */
record Facets(@Nullable List<Bucket> status, @Nullable List<Bucket> client, @Nullable List<Bucket> server, @Nullable List<Bucket> project,
        @Nullable List<Bucket> registrationMethod, @Nullable List<Bucket> flag) {
    /** @param name of what the value is the id of; absent where it has none */
    record Bucket(String value, @Nullable String name, long count) {
    }
}
