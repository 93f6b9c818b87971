package io.countersign.gateway.mcp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Leaves out of a result of {@code tools/list} what its token may not call. Every other character stays as it was, but for the cache scope:
 * such a result is nobody else's (TR-21).
 *
 * @param callable whether the token may call the tool of this name
 */
record ToolListing(Predicate<String> callable) {
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String PRIVATE = "\"private\"";

    /**
     * The message as the token may see it; the same when it is no list of tools.
     *
     * @throws Unreadable when nobody can say what the message lists
     */
    String of(String message) throws Unreadable {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), message.toCharArray(), 0, message.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable();
            }
            var edits = new ArrayList<Edit>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var result = parser.currentName().equals("result");
                if (parser.nextToken() == JsonToken.START_OBJECT && result) {
                    result(parser, message, edits);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new Unreadable();
            }
            return edited(message, edits);
        } catch (JacksonException notJson) {
            throw new Unreadable();
        }
    }

    private void result(JsonParser parser, String message, List<Edit> edits) {
        var begin = after(parser);
        var listed = new ArrayList<Edit>();
        Edit scope = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var member = parser.currentName();
            var value = parser.nextToken();
            var from = (int) parser.currentTokenLocation().getCharOffset();
            if (member.equals("tools") && value == JsonToken.START_ARRAY) {
                var kept = tools(parser, message);
                listed.add(new Edit(from, after(parser), "[" + String.join(",", kept) + "]"));
            } else {
                parser.skipChildren();
                parser.finishToken();
                scope = member.equals("cacheScope") ? new Edit(from, after(parser), PRIVATE) : scope;
            }
        }
        if (!listed.isEmpty()) {
            edits.addAll(listed);
            edits.add(scope == null ? new Edit(begin, begin, "\"cacheScope\":" + PRIVATE + ",") : scope);
        }
    }

    private List<String> tools(JsonParser parser, String message) {
        var kept = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var from = (int) parser.currentTokenLocation().getCharOffset();
            var name = parser.currentToken() == JsonToken.START_OBJECT ? name(parser) : null;
            parser.skipChildren();
            if (name != null && callable.test(name)) {
                kept.add(message.substring(from, after(parser)));
            }
        }
        return kept;
    }

    private static @Nullable String name(JsonParser parser) {
        String name = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var named = parser.currentName().equals("name");
            if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
                name = parser.getString();
            }
            parser.skipChildren();
        }
        return name;
    }

    private static int after(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }

    private static String edited(String message, List<Edit> edits) {
        edits.sort(Comparator.comparingInt(Edit::from));
        var whole = new StringBuilder(message.length());
        var done = 0;
        for (var edit : edits) {
            whole.append(message, done, edit.from).append(edit.text);
            done = edit.to;
        }
        return whole.append(message, done, message.length()).toString();
    }

    private record Edit(int from, int to, String text) {
    }

    /** A message of which nobody can say what it lists; it is not passed on. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("The server's list of tools cannot be read.", null, false, false);
        }
    }
}
