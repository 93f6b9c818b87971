package io.countersign.token.client;

import io.countersign.web.passport.ReadableJwt;
import io.countersign.token.refusal.OAuthError;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Reads how a client authenticates: one way per request (RFC 6749 section 2.3), in the header or the body, never in the address. A client
 * that names itself and nothing else is a public one (OAuth 2.1 section 2.4); none at all is {@code invalid_client}.
 */
@Component
public class PresentedCredentials implements AuthenticationConverter {
    private static final String ADDRESS = "X-Real-IP";
    static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Authentication convert(HttpServletRequest request) {
        if (request.getQueryString() != null) {
            throw OAuthError.INVALID_REQUEST.because("Parameters belong into the body.");
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var secret = one(request, "client_secret");
        var assertion = one(request, "client_assertion");
        var clientId = one(request, "client_id");
        if (Stream.of(header, secret, assertion).filter(Objects::nonNull).count() > 1) {
            throw OAuthError.INVALID_REQUEST.because("Use one way to authenticate, not several.");
        }
        if (header != null) {
            return basic(request, header, clientId);
        }
        if (assertion != null) {
            return assertion(request, assertion, clientId);
        }
        if (clientId == null) {
            throw OAuthError.INVALID_CLIENT.because("The client must authenticate.");
        }
        if (secret == null) {
            return presented(request, clientId, ClientAuthenticationMethod.NONE, null);
        }
        return presented(request, clientId, ClientAuthenticationMethod.CLIENT_SECRET_POST, secret);
    }

    private static Authentication basic(HttpServletRequest request, String header, @Nullable String clientId) {
        var parts = header.split(" ", 2);
        if (!parts[0].toLowerCase(Locale.ROOT).equals("basic") || parts.length < 2) {
            throw OAuthError.INVALID_CLIENT.because("Only the Basic scheme is understood here.");
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(parts[1].trim()), StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            if (colon < 1) {
                throw OAuthError.INVALID_CLIENT.because("The Basic credentials are malformed.");
            }
            var name = URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8);
            if (clientId != null && !clientId.equals(name)) {
                throw OAuthError.INVALID_REQUEST.because("client_id and the Basic credentials differ.");
            }
            return presented(request, name, ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                    URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw OAuthError.INVALID_CLIENT.because("The Basic credentials are malformed.");
        }
    }

    private static Authentication assertion(HttpServletRequest request, String assertion, @Nullable String clientId) {
        if (!JWT_BEARER.equals(one(request, "client_assertion_type"))) {
            throw OAuthError.INVALID_REQUEST.because("client_assertion_type must be " + JWT_BEARER + ".");
        }
        var subject = ReadableJwt.of(assertion)
                .orElseThrow(() -> OAuthError.INVALID_CLIENT.because("The assertion is not a signed JWT.")).claims().getSubject();
        if (subject == null || (clientId != null && !clientId.equals(subject))) {
            throw OAuthError.INVALID_CLIENT.because("The assertion's subject is not the client.");
        }
        return presented(request, subject, ClientAuthenticationMethod.PRIVATE_KEY_JWT, assertion);
    }

    private static Authentication presented(HttpServletRequest request, String clientId, ClientAuthenticationMethod method,
            @Nullable String credential) {
        return new OAuth2ClientAuthenticationToken(clientId, method, credential,
                Map.of(ADDRESS, Objects.requireNonNullElse(request.getHeader(ADDRESS), request.getRemoteAddr())));
    }

    /** Of whoever presented them, as the gateway says. */
    static String address(OAuth2ClientAuthenticationToken presented) {
        return String.valueOf(presented.getAdditionalParameters().get(ADDRESS));
    }

    private static @Nullable String one(HttpServletRequest request, String name) {
        var values = request.getParameterValues(name);
        if (values == null || (values.length == 1 && values[0].isEmpty())) {
            return null;
        }
        if (values.length > 1) {
            throw OAuthError.INVALID_REQUEST.because(name + " must not be repeated.");
        }
        return values[0];
    }
}
