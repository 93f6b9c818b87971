package io.countersign.gateway.problem;

import io.countersign.gateway.origin.Correlation;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The last resort of what Spring handles: a failure becomes a problem ({@link Problems}), or an error of OAuth where that is spoken. */
@Component
@Order(-2)
class ProblemAnswers implements WebExceptionHandler {
    private final Problems problems;

    ProblemAnswers(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        var correlationId = Correlation.of(exchange);
        var problem = problems.of(failure, correlationId);
        var oauth = OAuthDialect.spokenAt(exchange.getRequest().getURI().getRawPath());
        var body = oauth ? problems.oauth(problem, correlationId) : problems.body(problem, correlationId);
        response.setStatusCode(problem.status());
        response.getHeaders().setContentType(oauth ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
