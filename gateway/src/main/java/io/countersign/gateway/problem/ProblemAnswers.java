package io.countersign.gateway.problem;

import io.countersign.gateway.origin.Correlation;
import io.countersign.starter.problem.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last resort: a failure becomes a problem with a stable code and the correlation id, never a message from inside. A connection to a
 * service that breaks is 503, not an error of ours.
 */
@Component
@Order(-2)
public class ProblemAnswers implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private final JsonMapper json;

    ProblemAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        return exchange.getResponse().isCommitted() ? Mono.error(failure) : answer(exchange, problem(exchange, failure));
    }

    /** Answers with a problem; headers that are to go with it are set beforehand. */
    public Mono<Void> answer(ServerWebExchange exchange, Problem problem) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:countersign:problem:" + problem.code());
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("detail", problem.getMessage());
        body.put("code", problem.code());
        body.put("correlationId", Correlation.of(exchange));
        return answer(exchange, problem.status(), MediaType.APPLICATION_PROBLEM_JSON, json.writeValueAsBytes(body));
    }

    /** Answers with bytes that are not to be kept. */
    public Mono<Void> answer(ServerWebExchange exchange, HttpStatus status, MediaType type, byte[] body) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static Problem problem(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case ResponseStatusException known -> ofStatus(known.getStatusCode());
            case IOException _ -> unavailable();
            default -> unknown(exchange, failure);
        };
    }

    private static Problem ofStatus(HttpStatusCode code) {
        var status = HttpStatus.valueOf(code.value());
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not_found", "There is no such resource.");
            case METHOD_NOT_ALLOWED -> new Problem(status, "method_not_allowed", "The resource does not know this method.");
            case CONTENT_TOO_LARGE -> new Problem(status, "too_large", "The request is too large.");
            case GATEWAY_TIMEOUT -> new Problem(status, "service_timeout", "The service did not answer in time.");
            case SERVICE_UNAVAILABLE -> unavailable();
            default -> status.is4xxClientError()
                    ? new Problem(status, "request_invalid", "The request cannot be read.")
                    : new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on our side.");
        };
    }

    private static Problem unavailable() {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A part of the service cannot be reached; try again.");
    }

    private static Problem unknown(ServerWebExchange exchange, Throwable failure) {
        LOG.error("Request {} failed", Correlation.of(exchange), failure);
        return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on our side.");
    }
}
