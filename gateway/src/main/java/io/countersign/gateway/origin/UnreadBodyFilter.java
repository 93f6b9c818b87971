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
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes in and throws away a body that a refusal left unread, before the answer goes out; otherwise it stands in the way of the next
 * request on the same connection, for ever. What is too large or too slow for that costs the connection.
 */
@Component
@Order(-95)
public class UnreadBodyFilter implements PublicFilter {
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

    private static Mono<Void> drained(ServerWebExchange exchange) {
        return drained(exchange.getRequest().getHeaders(), exchange.getRequest().getBody().map(UnreadBodyFilter::size)).doOnNext(done -> {
            if (!done) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
        }).then();
    }

    /** Whether a request has a body. */
    public static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Takes the body in; false when that cost too much, and the connection has to close.
     *
     * @param pieces their sizes, as they come in
     */
    public static Mono<Boolean> drained(HttpHeaders headers, Flux<Integer> pieces) {
        return headers.getContentLength() <= MOST && !headers.containsHeader(HttpHeaders.EXPECT)
                ? pieces.scan(0L, Long::sum).takeUntil(size -> size > MOST).last(0L).map(size -> size <= MOST).timeout(PATIENCE)
                        .onErrorReturn(false)
                : Mono.just(false);
    }

    private static int size(DataBuffer buffer) {
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
