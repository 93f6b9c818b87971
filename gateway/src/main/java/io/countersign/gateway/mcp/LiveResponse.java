package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passes every chunk on as it comes (TR-13), and ends in good order when the stream is cut. */
final class LiveResponse extends ServerHttpResponseDecorator {
    private final OpenStream stream;

    LiveResponse(ServerHttpResponse delegate, OpenStream stream) {
        super(delegate);
        this.stream = stream;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeAndFlushWith(Flux.from(body).takeUntilOther(stream.cut()).map(Mono::just));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(Flux.from(body).takeUntilOther(stream.cut()));
    }
}
