package io.countersign.gateway.mcp;

import io.countersign.gateway.mcp.ToolListing.Unreadable;
import io.countersign.web.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/**
 * A server's answer with {@link ToolListing} applied to it: to a body as a whole, to a stream event by event, since a stream may bring a list
 * late or again ({@code Last-Event-ID}). What cannot be read is not passed on.
 */
final class ToolListFilter {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final String DATA = "data";

    private final ToolListing listing;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private int lineEnds;
    private boolean afterReturn;

    ToolListFilter(McpCall call) {
        this.listing = new ToolListing(call::mayCall);
    }

    Mono<byte[]> body(ByteBufFlux content) {
        return content.asByteArray().doOnNext(this::add).then(Mono.fromCallable(event::toByteArray))
                .map(body -> body.length == 0 ? body : read(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Each piece is whole events. */
    Flux<ByteBuf> events(ByteBufFlux content) {
        return content.asByteArray().concatMapIterable(this::ended).concatWith(Flux.defer(() -> Flux.fromIterable(rest())))
                .map(Unpooled::wrappedBuffer);
    }

    private List<byte[]> ended(byte[] piece) {
        var events = new ArrayList<byte[]>();
        var from = 0;
        for (var at = 0; at < piece.length; at++) {
            var octet = piece[at];
            if (octet == '\r' || (octet == '\n' && !afterReturn)) {
                lineEnds++;
            } else if (octet != '\n') {
                lineEnds = 0;
            }
            afterReturn = octet == '\r';
            if (lineEnds > 1) {
                event.write(piece, from, at + 1 - from);
                events.addAll(rest());
                from = at + 1;
            }
        }
        event.write(piece, from, piece.length - from);
        bounded();
        return events;
    }

    private List<byte[]> rest() {
        var whole = event.toByteArray();
        event.reset();
        lineEnds = 0;
        return whole.length == 0 ? List.of() : List.of(seen(whole));
    }

    /** WHATWG HTML, section 9.2.6: only events of type {@code message} carry messages. */
    private byte[] seen(byte[] whole) {
        var text = decoded(whole);
        var lines = text.lines().toList();
        var data = lines.stream().filter(line -> field(line).equals(DATA)).map(ToolListFilter::value).collect(Collectors.joining("\n"));
        var type = lines.stream().filter(line -> field(line).equals("event")).map(ToolListFilter::value).reduce("", (_, last) -> last);
        if (data.isBlank() || !(type.isEmpty() || type.equals("message"))) {
            return whole;
        }
        var listed = listed(data);
        return listed.equals(data)
                ? whole
                : Stream.concat(lines.stream().filter(line -> !line.isEmpty() && !field(line).equals(DATA)),
                        listed.lines().map(line -> DATA + ": " + line)).collect(Collectors.joining("\n", "", "\n\n"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String line) {
        var colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String value(String line) {
        var value = line.substring(Math.min(line.length(), field(line).length() + 1));
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void add(byte[] piece) {
        event.writeBytes(piece);
        bounded();
    }

    private void bounded() {
        if (event.size() > LARGEST) {
            throw unreadable("The server's list of tools is too large.");
        }
    }

    private String read(byte[] body) {
        return listed(decoded(body));
    }

    private String listed(String message) {
        try {
            return listing.of(message);
        } catch (Unreadable unreadable) {
            throw unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    private static String decoded(byte[] text) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw unreadable("The server's list of tools is not UTF-8.");
        }
    }

    static Problem unreadable(String why) {
        return new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable", why);
    }
}
