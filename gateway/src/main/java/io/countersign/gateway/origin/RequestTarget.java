package io.countersign.gateway.origin;

import org.jspecify.annotations.Nullable;

/**
 * The target of a request (RFC 9112, section 3.2).
 *
 * @param authority of the absolute form, null for the others
 * @param rest      path and query
 */
public record RequestTarget(@Nullable String authority, String rest) {
    private static final String MARK = "://";

    public static RequestTarget of(String written) {
        var mark = written.startsWith("/") ? -1 : written.indexOf(MARK);
        if (mark < 0) {
            return new RequestTarget(null, written);
        }
        var begin = mark + MARK.length();
        var end = begin;
        while (end < written.length() && "/?#".indexOf(written.charAt(end)) < 0) {
            end++;
        }
        return new RequestTarget(written.substring(begin, end), written.substring(end));
    }
}
