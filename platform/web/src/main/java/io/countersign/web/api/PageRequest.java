package io.countersign.web.api;

import io.countersign.web.problem.ValidationFailed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which page: query parameters {@code limit} (1..200, default 50) and {@code cursor} (opaque). A controller takes it as an argument;
 * a bad value is 422 {@code validation_failed}.
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /** Behind which item the page begins; null where the list does. */
    public @Nullable String place() {
        try {
            return cursor == null ? null : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page");
        }
    }

    static String cursorBehind(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
