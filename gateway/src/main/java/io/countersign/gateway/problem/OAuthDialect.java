package io.countersign.gateway.problem;

import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.web.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What the gateway itself says to a client of an OAuth endpoint (RFC 6749 section 5.2, RFC 7591 section 3.2.2). */
final class OAuthDialect {
    private static final String CONFIGURATION = "/oauth2/" + OAuthEndpoint.REGISTER.path() + "/";

    private OAuthDialect() {
    }

    /** Whether whoever calls that path reads errors of OAuth. */
    static boolean spokenAt(String path) {
        return OAuthEndpoint.at(path).filter(OAuthEndpoint::isForClients).isPresent() || path.contains(CONFIGURATION);
    }

    /** The members of the answer's body. */
    static Map<String, Object> members(Problem problem, String correlationId) {
        var members = new LinkedHashMap<String, Object>();
        members.put("error", error(problem.status()));
        members.put("error_description", problem.getMessage());
        members.put("code", problem.code());
        members.put("correlationId", correlationId);
        return members;
    }

    private static String error(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN -> "access_denied";
            case SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> "temporarily_unavailable";
            default -> status.is5xxServerError() ? "server_error" : "invalid_request";
        };
    }
}
