package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How an answer ends that is cut while it is passed on. A stream that nobody waits for a result of ends in good order, and so does a
 * subscription, with the result that every subscription ends with (TR-15); one that a result was due on gets an error in its place, between
 * two events; whatever else is cut in the middle breaks, so that no part is taken for the whole.
 */
final class StreamTermination {
    private final McpCall call;
    private final boolean events;
    private final OpenStream stream;
    private final Mono<OpenStream> cut;
    private boolean whole;
    private int lineEnds = 2;
    private boolean afterReturn;

    /** @param cut emits on the thread that the pieces come on */
    StreamTermination(McpCall call, HttpHeaders answer, OpenStream stream, Mono<OpenStream> cut) {
        this.call = call;
        this.events = isOfEvents(answer) && !answer.containsHeader(HttpHeaders.CONTENT_ENCODING);
        this.stream = stream;
        this.cut = cut;
    }

    Flux<ByteBuf> of(Flux<ByteBuf> pieces) {
        return pieces.doOnNext(this::follow).doOnComplete(() -> whole = true).takeUntilOther(cut).concatWith(Flux.defer(this::end));
    }

    private Flux<ByteBuf> end() {
        var id = call.id();
        if (whole || (events && id == null)) {
            return Flux.empty();
        }
        var between = events && lineEnds > 1;
        if (between && McpMessage.LISTEN.equals(call.method())) {
            return Flux.just(Unpooled.wrappedBuffer(CallEnded.subscription(String.valueOf(id))));
        }
        var ended = new CallEnded(id == null ? "null" : id, stream);
        return between ? Flux.just(Unpooled.wrappedBuffer(ended.event())) : Flux.error(ended);
    }

    /** An event ends with an empty line; a line with CR, LF or both. */
    private void follow(ByteBuf piece) {
        if (events) {
            piece.forEachByte(octet -> {
                if (octet == '\r' || (octet == '\n' && !afterReturn)) {
                    lineEnds++;
                } else if (octet != '\n') {
                    lineEnds = 0;
                }
                afterReturn = octet == '\r';
                return true;
            });
        }
    }

    /** Whether an answer is a stream of events, whatever its coding. */
    static boolean isOfEvents(HttpHeaders answer) {
        try {
            return MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(answer.getContentType());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
