package io.countersign.token.refusal;

import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.Denials;
import io.countersign.web.telemetry.CorrelationContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a refusal as the JSON of RFC 6749 section 5.2; never cached, and detail stays in the log. Whoever is known learns under which id the reasons can be asked for. */
@Component
public class OAuthRefusals implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthRefusals.class);
    private static final long RETRY_AFTER_SECONDS = 2;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Denials denials;

    OAuthRefusals(Denials denials) {
        this.denials = denials;
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        SecurityContextHolder.clearContext();
        if (exception instanceof Denied denied) {
            decision(denied).ifPresent(id -> response.setHeader(Denials.HEADER, id));
        }
        if (exception instanceof TooManyFailures slowed) {
            write(response, HttpStatus.TOO_MANY_REQUESTS.value(), OAuthError.TEMPORARILY_UNAVAILABLE, slowed.getError().getDescription(),
                    slowed.seconds());
        } else if (exception instanceof OAuth2AuthenticationException refused) {
            var error = OAuthError.of(refused.getError().getErrorCode()).orElse(OAuthError.INVALID_REQUEST);
            write(response, error, refused.getError().getDescription());
        } else {
            LOG.trace("{} refused", request.getRequestURI(), exception);
            write(response, OAuthError.INVALID_CLIENT, null);
        }
    }

    /** A header, since RFC 6749 section 5.2 says what the body has. */
    private Optional<String> decision(Denied denied) {
        return denied.grounds().flatMap(grounds -> denials.denied(grounds.subject(), new Denials.Refusal(Place.TOKEN_ENDPOINT,
                grounds.grant(), denied.code(), grounds.authorizedUnder(), denied.inTheWay(), List.of(),
                CorrelationContext.current().map(CorrelationContext::correlationId).orElse(""))));
    }

    public void write(HttpServletResponse response, OAuthError error, @Nullable String description) throws IOException {
        write(response, error.status().value(), error, description);
    }

    /** With a status that says more than the error's own. */
    public void write(HttpServletResponse response, int status, OAuthError error, @Nullable String description) throws IOException {
        write(response, status, error, description, RETRY_AFTER_SECONDS);
    }

    private void write(HttpServletResponse response, int status, OAuthError error, @Nullable String description, long retryAfter)
            throws IOException {
        LOG.debug("Refused: {}, {}", error.code(), description);
        var body = new LinkedHashMap<String, String>();
        body.put("error", error.code());
        if (description != null) {
            body.put("error_description", description);
        }
        response.setStatus(status);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        switch (error) {
            case INVALID_CLIENT -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"countersign\"");
            case TEMPORARILY_UNAVAILABLE -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
            default -> {
            }
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }
}
