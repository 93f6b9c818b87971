package io.countersign.gateway.session;

import io.countersign.gateway.origin.PublicUrls;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;

/**
 * The gateway's cookies: for this host alone, on every path, not readable by scripts, sent along when somebody comes here by a link and
 * with no request that another site makes (RFC 6265bis). Under a base URL without TLS, which only loopback may have, the prefix
 * {@code __Host-} and the attribute {@code Secure} are missing.
 */
@Component
public class Cookies {
    private static final String SESSION = "countersign-session";

    private final boolean secure;

    Cookies(PublicUrls urls) {
        secure = "https".equals(urls.baseUrl().getScheme());
    }

    /** As it stands in requests. */
    public String named(String name) {
        return secure ? "__Host-" + name : name;
    }

    /** The secret of the session; two cookies of that name, which no browser of ours sends, are none. */
    public Optional<SessionSecret> session(ServerHttpRequest request) {
        var sent = request.getCookies().getOrDefault(named(SESSION), java.util.List.of());
        return sent.size() == 1 ? Optional.of(sent.getFirst()).map(HttpCookie::getValue).flatMap(SessionSecret::read) : Optional.empty();
    }

    /** Until the browser ends. */
    public void setSession(ServerHttpResponse response, SessionSecret secret) {
        response.addCookie(cookie(named(SESSION), secret.value()).build());
    }

    public void dropSession(ServerHttpResponse response) {
        drop(response, named(SESSION));
    }

    /** @param name as it stands in requests */
    public void set(ServerHttpResponse response, String name, String value, Duration life) {
        response.addCookie(cookie(name, value).maxAge(life).build());
    }

    /** @param name as it stands in requests */
    public void drop(ServerHttpResponse response, String name) {
        response.addCookie(cookie(name, "").maxAge(Duration.ZERO).build());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String name, String value) {
        return ResponseCookie.from(name, value).path("/").httpOnly(true).secure(secure).sameSite("Lax");
    }
}
