package io.countersign.token.issuance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answer of the token endpoint (RFC 6749 section 5.1): the exact life of the token, and the scope it has, if any. */
@Component
public class TokenResponseHandler implements AuthenticationSuccessHandler {
    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var issued = (OAuth2AccessTokenAuthenticationToken) authentication;
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Answer.of(issued.getAccessToken(), issued.getRefreshToken())));
    }

    record Answer(@JsonProperty("access_token") String accessToken, @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String scope) {
        static Answer of(OAuth2AccessToken token, @Nullable OAuth2RefreshToken refresh) {
            var life = Duration.between(Objects.requireNonNull(token.getIssuedAt()), Objects.requireNonNull(token.getExpiresAt()));
            return new Answer(token.getTokenValue(), "Bearer", life.toSeconds(),
                    refresh == null ? null : refresh.getTokenValue(), String.join(" ", token.getScopes()));
        }
    }
}
