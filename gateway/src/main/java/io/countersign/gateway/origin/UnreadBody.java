package io.countersign.gateway.origin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes in and throws away a body that a refusal left unread, before the answer goes out; otherwise it stands in the way of the next
 * request on the same connection, for ever. What is too large or too slow for that costs the connection.
 */
@Component
@Order(-95)
class UnreadBody implements WebFilter {
    private static final long MOST = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!hasBody(exchange.getRequest().getHeaders())) {
            return chain.filter(exchange);
        }
        var request = new Watched(exchange.getRequest());
        exchange.getResponse().beforeCommit(() -> request.taken() ? Mono.empty() : drained(exchange));
        return chain.filter(exchange.mutate().request(request).build());
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private static Mono<Void> drained(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        var worthIt = headers.getContentLength() <= MOST && !headers.containsHeader(HttpHeaders.EXPECT);
        return (worthIt ? thrownAway(exchange.getRequest().getBody()) : Mono.just(false)).doOnNext(done -> {
            if (!done) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
        }).then();
    }

    private static Mono<Boolean> thrownAway(Flux<DataBuffer> body) {
        return body.map(UnreadBody::size).scan(0L, Long::sum).takeUntil(size -> size > MOST).last(0L).map(size -> size <= MOST)
                .timeout(PATIENCE)
                .onErrorReturn(false);
    }

    private static long size(DataBuffer buffer) {
        var size = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return size;
    }

    /** Knows whether anyone asked for the body. */
    private static final class Watched extends ServerHttpRequestDecorator {
        private final AtomicBoolean taken = new AtomicBoolean();

        Watched(ServerHttpRequest delegate) {
            super(delegate);
        }

        boolean taken() {
            return taken.get();
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                taken.set(true);
                return super.getBody();
            });
        }
    }
}
