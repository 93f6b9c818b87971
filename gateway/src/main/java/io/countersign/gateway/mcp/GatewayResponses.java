package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.origin.CrossOrigin;
import io.countersign.gateway.origin.UnreadBodyFilter;
import io.countersign.gateway.problem.Problems;
import io.countersign.web.denial.Denials;
import io.countersign.web.problem.Problem;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the gateway itself answers to an MCP request: never kept, and with nothing left unread before the next request. */
@Component
class GatewayResponses {
    private final Problems problems;

    GatewayResponses(Problems problems) {
        this.problems = problems;
    }

    /** A failure after the answer has begun stays one: the connection ends. */
    Mono<Void> failed(McpExchange exchange, Throwable failure) {
        if (exchange.response().hasSentHeaders()) {
            return Mono.error(failure);
        }
        return switch (failure) {
            case HeaderMismatch wrong -> answer(exchange, HttpStatus.BAD_REQUEST, MediaType.APPLICATION_JSON, wrong.body());
            case CallEnded ended -> answer(exchange, HttpStatus.OK, MediaType.APPLICATION_JSON, ended.body());
            default -> problem(exchange, problems.of(failure, exchange.correlationId()));
        };
    }

    private Mono<Void> problem(McpExchange exchange, Problem problem) {
        return problem(exchange, problem, null);
    }

    /**
     * Headers that are to go with it are set beforehand.
     *
     * @param decisionId under which the reasons can be asked for, null for none
     */
    Mono<Void> problem(McpExchange exchange, Problem problem, @Nullable String decisionId) {
        if (decisionId != null) {
            exchange.answerHeaders().set(Denials.HEADER, decisionId);
        }
        return answer(exchange, problem.status(), MediaType.APPLICATION_PROBLEM_JSON,
                problems.body(problem, exchange.correlationId(), decisionId));
    }

    private static Mono<Void> answer(McpExchange exchange, HttpStatus status, MediaType type, byte[] body) {
        return unread(exchange).then(Mono.defer(() -> {
            var headers = exchange.answerHeaders();
            headers.setContentType(type);
            headers.setContentLength(body.length);
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            if (status == HttpStatus.SERVICE_UNAVAILABLE) {
                headers.set(HttpHeaders.RETRY_AFTER, "1");
            }
            signed(exchange, headers);
            return exchange.response().status(status.value()).send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body))).then();
        }));
    }

    /** What every answer says: which request it is to, and which page may read it. */
    static void signed(McpExchange exchange, HttpHeaders answer) {
        answer.set(Correlation.HEADER, exchange.correlationId());
        var origin = exchange.headers().getOrigin();
        if (origin != null) {
            CrossOrigin.allow(answer, origin);
        }
    }

    /** Takes in what was not read of the request; what that would cost too much costs the connection. */
    static Mono<Void> unread(McpExchange exchange) {
        var headers = exchange.headers();
        return exchange.bodyTaken() || !UnreadBodyFilter.hasBody(headers)
                ? Mono.empty()
                : UnreadBodyFilter.drained(headers, exchange.body().map(piece -> piece.length)).doOnNext(done -> {
                    if (!done) {
                        exchange.response().keepAlive(false);
                    }
                }).then();
    }
}
