package io.countersign.gateway.mcp;

import org.jspecify.annotations.Nullable;

/**
 * The address of an MCP server in a request target: {@code /o/{organization}/mcp/{server}}, in its plain form only, with the query behind it.
 *
 * @param query as it was sent, null when there is none
 */
record McpPath(String organization, String server, @Nullable String query) {
    private static final String BEGIN = "/o/";
    private static final String MIDDLE = "/mcp/";

    /** Null when the target (RFC 9112, section 3.2) is something else. */
    static @Nullable McpPath of(String target) {
        var middle = target.startsWith(BEGIN) ? target.indexOf('/', BEGIN.length()) : -1;
        if (middle < 0 || !target.startsWith(MIDDLE, middle)) {
            return null;
        }
        var mark = target.indexOf('?', middle);
        var end = mark < 0 ? target.length() : mark;
        var server = middle + MIDDLE.length();
        return plain(target, BEGIN.length(), middle) && plain(target, server, end)
                ? new McpPath(target.substring(BEGIN.length(), middle), target.substring(server, end),
                        mark < 0 ? null : target.substring(mark + 1))
                : null;
    }

    private static boolean plain(String target, int from, int to) {
        for (var i = from; i < to; i++) {
            var c = target.charAt(i);
            if (c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return from < to;
    }
}
