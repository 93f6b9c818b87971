package io.countersign.token.issuer;

import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.refusal.OAuthError;
import io.countersign.token.refusal.OAuthRefusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * What every request below an issuer has to be before anybody asks who sends it: of a method that is there, with parameters that can be
 * read, each given once but for {@code resource} (RFC 6749 sections 3.1 and 3.2, RFC 8707 section 2). Unknown parameters are ignored.
 */
@Component
class RequestValidation {
    private static final String REPEATABLE = "resource";
    private static final List<String> DOCUMENT = List.of("GET", "HEAD");

    private final OAuthRefusals refusals;

    RequestValidation(OAuthRefusals refusals) {
        this.refusals = refusals;
    }

    /** Answers itself where it is something else. */
    boolean fits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var endpoint = OAuthEndpoint.at(request.getRequestURI());
        var methods = endpoint.map(OAuthEndpoint::methods).orElse(DOCUMENT);
        var allowed = String.join(",", methods) + ",OPTIONS";
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ALLOW, allowed);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return false;
        }
        if (!methods.contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, allowed);
            refusals.write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, OAuthError.INVALID_REQUEST,
                    "The method is not one of " + allowed + ".");
            return false;
        }
        var fault = endpoint.filter(OAuthEndpoint::isForClients).flatMap(_ -> fault(request));
        if (fault.isPresent()) {
            refusals.write(response, OAuthError.INVALID_REQUEST, fault.get());
        }
        return fault.isEmpty();
    }

    private static Optional<String> fault(HttpServletRequest request) {
        try {
            return request.getParameterMap().entrySet().stream()
                    .filter(sent -> sent.getValue().length > 1 && !sent.getKey().equals(REPEATABLE)).findAny()
                    .map(_ -> "A parameter must not be repeated.");
        } catch (IllegalStateException undecodable) {
            return Optional.of("The form is not percent-encoded UTF-8, or too large.");
        }
    }
}
