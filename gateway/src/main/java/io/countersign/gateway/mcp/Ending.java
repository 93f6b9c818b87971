package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How an answer ends that is cut while it is passed on. A stream that nobody waits for a result of ends in good order; one that a result
 * was due on gets an error in its place, between two events; whatever else is cut in the middle breaks, so that no part is taken for the
 * whole.
 */
final class Ending {
    private final @Nullable String id;
    private final boolean events;
    private final OpenStream stream;
    private final Mono<OpenStream> cut;
    private boolean whole;
    private int lineEnds = 2;
    private boolean afterReturn;

    /** @param cut emits on the thread that the pieces come on */
    Ending(@Nullable String id, HttpHeaders answer, OpenStream stream, Mono<OpenStream> cut) {
        this.id = id;
        this.events = MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(type(answer))
                && !answer.containsHeader(HttpHeaders.CONTENT_ENCODING);
        this.stream = stream;
        this.cut = cut;
    }

    Flux<ByteBuf> of(Flux<ByteBuf> pieces) {
        return pieces.doOnNext(this::follow).doOnComplete(() -> whole = true).takeUntilOther(cut).concatWith(Flux.defer(this::end));
    }

    private Flux<ByteBuf> end() {
        if (whole || (events && id == null)) {
            return Flux.empty();
        }
        var ended = new CallEnded(id == null ? "null" : id, stream);
        return events && lineEnds > 1 ? Flux.just(Unpooled.wrappedBuffer(ended.event())) : Flux.error(ended);
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

    private static @Nullable MediaType type(HttpHeaders answer) {
        try {
            return answer.getContentType();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
