package io.countersign.web.outbound;

import java.util.Map;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param headers by name in lower case; of a repeated one the first
 */
public record Fetched(int status, Map<String, String> headers, byte[] body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
