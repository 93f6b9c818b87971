package io.countersign.gateway.problem;

import io.countersign.web.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a failure is answered with: a problem with a stable code and the correlation id, never a message from inside. A connection to a service
 * that breaks is 503, not an error of ours.
 */
@Component
public class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** The body of an answer (RFC 9457). */
    public byte[] body(Problem problem, String correlationId) {
        return body(problem, correlationId, null);
    }

    /** The body of an answer to a client of OAuth. */
    byte[] oauth(Problem problem, String correlationId) {
        return json.writeValueAsBytes(OAuthDialect.members(problem, correlationId));
    }

    /** @param decisionId of a refusal whose reasons can be asked for; null for every other problem */
    public byte[] body(Problem problem, String correlationId, @Nullable String decisionId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:countersign:problem:" + problem.code());
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("detail", problem.getMessage());
        body.put("code", problem.code());
        body.put("correlationId", correlationId);
        if (decisionId != null) {
            body.put("decisionId", decisionId);
        }
        return json.writeValueAsBytes(body);
    }

    /** The problem that a failure is; one that nobody foresaw is logged. */
    public Problem of(Throwable failure, String correlationId) {
        return switch (failure) {
            case Problem problem -> problem;
            case ResponseStatusException known -> ofStatus(known.getStatusCode());
            case ReadTimeoutException _,ConnectTimeoutException _ -> ofStatus(HttpStatus.GATEWAY_TIMEOUT);
            case IOException _,AbortedException _ -> unavailable();
            default -> unknown(failure, correlationId);
        };
    }

    private static Problem ofStatus(HttpStatusCode code) {
        var status = HttpStatus.valueOf(code.value());
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not_found", "There is no such resource.");
            case METHOD_NOT_ALLOWED -> new Problem(status, "method_not_allowed", "The resource does not know this method.");
            case CONTENT_TOO_LARGE -> new Problem(status, "content_too_large", "The request is too large.");
            case GATEWAY_TIMEOUT -> new Problem(status, "service_timeout", "The service did not answer in time.");
            case SERVICE_UNAVAILABLE -> unavailable();
            default -> status.is4xxClientError()
                    ? new Problem(status, "bad_request", "The request cannot be read.")
                    : new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on our side.");
        };
    }

    private static Problem unavailable() {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A part of the service cannot be reached; try again.");
    }

    private static Problem unknown(Throwable failure, String correlationId) {
        LOG.error("Request {} failed", correlationId, failure);
        return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on our side.");
    }
}
