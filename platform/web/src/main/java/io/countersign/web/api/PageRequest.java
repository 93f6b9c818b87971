package io.countersign.web.api;

import org.jspecify.annotations.Nullable;

/**
 * Which page: query parameters {@code limit} (1..200, default 50) and {@code cursor} (opaque). A controller takes it as an argument;
 * a bad value is 422 {@code validation_failed}.
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;
}
