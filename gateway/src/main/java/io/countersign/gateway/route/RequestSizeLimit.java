package io.countersign.gateway.route;

import io.countersign.web.problem.Problem;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** Refuses a body that says it is too large at once, and one that does not say so where it becomes too large (RFC 9110 15.5.14). */
@Component
class RequestSizeLimit implements GatewayFilter {
    private static final long LARGEST = DataSize.ofMegabytes(1).toBytes();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getRequest().getHeaders().getContentLength() > LARGEST
                ? Mono.error(tooLarge())
                : chain.filter(exchange.mutate().request(new Counted(exchange.getRequest())).build());
    }

    private static Problem tooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "content_too_large", "The request is too large.");
    }

    private static final class Counted extends ServerHttpRequestDecorator {
        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                var seen = new AtomicLong();
                return super.getBody().handle((DataBuffer part, SynchronousSink<DataBuffer> on) -> {
                    if (seen.addAndGet(part.readableByteCount()) > LARGEST) {
                        DataBufferUtils.release(part);
                        on.error(tooLarge());
                    } else {
                        on.next(part);
                    }
                });
            });
        }
    }
}
