package io.countersign.gateway.mcp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What policy needs of a JSON-RPC message, read once. Two parsers must not read it in two ways: it is UTF-8, one object, nothing after it
 * and no name twice. An array (batch) is refused (TR-01, TL-05).
 *
 * @param method          null for a response (TL-04)
 * @param name            {@code params.name}, for {@code resources/read} {@code params.uri}
 * @param protocolVersion {@code params._meta."io.modelcontextprotocol/protocolVersion"}
 * @param id              as it is written in JSON; null for a notification
 */
record McpMessage(@Nullable String method, @Nullable String name, @Nullable String protocolVersion, @Nullable String id) {
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String TOOLS_CALL = "tools/call";
    static final String TOOLS_LIST = "tools/list";
    static final String LISTEN = "subscriptions/listen";

    /** The tool that is called, or null. */
    @Nullable
    String tool() {
        return TOOLS_CALL.equals(method) ? name : null;
    }

    /** Whether the modern era wants {@code Mcp-Name} with this method (TR-05). */
    boolean named() {
        return TOOLS_CALL.equals(method) || "resources/read".equals(method) || "prompts/get".equals(method);
    }

    /** @throws Unreadable with a public reason */
    static McpMessage read(byte[] body) throws Unreadable {
        try (var parser = parser(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("The body is not one JSON-RPC message.");
            }
            var message = new Reading().object(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("There is something after the JSON-RPC message.");
            }
            return message;
        } catch (JacksonException | CharacterCodingException unreadable) {
            throw new Unreadable("The body is not plain JSON in UTF-8.");
        }
    }

    /** Of decoded text, because a parser of bytes would accept other encodings. */
    private static JsonParser parser(CharBuffer text) {
        return JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length());
    }

    /** The members met so far. */
    private static final class Reading {
        private @Nullable String method;
        private @Nullable String name;
        private @Nullable String uri;
        private @Nullable String protocolVersion;
        private @Nullable String id;
        private boolean response;

        McpMessage object(JsonParser parser) throws Unreadable {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var member = parser.currentName();
                var value = parser.nextToken();
                switch (member) {
                    case "method" -> method = text(parser, value, "method");
                    case "id" -> id = value == JsonToken.VALUE_STRING ? quoted(parser.getString()) : parser.getString();
                    case "result", "error" -> response = true;
                    case "params" -> params(parser, value);
                    default -> {
                    }
                }
                parser.skipChildren();
            }
            if (method == null && !response) {
                throw new Unreadable("The message has neither a method nor a result.");
            }
            var called = "resources/read".equals(method) ? uri : name;
            if (TOOLS_CALL.equals(method) && called == null) {
                throw new Unreadable("tools/call names no tool.");
            }
            return new McpMessage(method, called, protocolVersion, id);
        }

        private void params(JsonParser parser, JsonToken start) throws Unreadable {
            while (start == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var member = parser.currentName();
                var value = parser.nextToken();
                switch (member) {
                    case "name" -> name = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                    case "uri" -> uri = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                    case "_meta" -> meta(parser, value);
                    default -> {
                    }
                }
                parser.skipChildren();
            }
        }

        private void meta(JsonParser parser, JsonToken start) {
            while (start == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var member = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING && member.equals(VERSION)) {
                    protocolVersion = parser.getString();
                }
                parser.skipChildren();
            }
        }

        private static String text(JsonParser parser, JsonToken value, String member) throws Unreadable {
            if (value != JsonToken.VALUE_STRING) {
                throw new Unreadable("The member " + member + " is not a string.");
            }
            return parser.getString();
        }

        private static String quoted(String text) {
            return '"' + new String(tools.jackson.core.io.JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
        }
    }

    /** A body that no policy can be applied to. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
