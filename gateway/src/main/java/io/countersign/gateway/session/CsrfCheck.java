package io.countersign.gateway.session;

import io.countersign.gateway.origin.PublicUrls;
import io.countersign.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * What a request has to prove that nothing but a cookie vouches for: that a page of ours made it. What the browser says of its origin must
 * be ours, and a change needs the session's token as well, which no other page can read.
 */
@Component
public class CsrfCheck {
    public static final String TOKEN_HEADER = "X-CSRF-Token";
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String origin;

    CsrfCheck(PublicUrls urls) {
        origin = urls.origin();
    }

    /** @throws Problem 403 {@code csrf_required} or {@code origin_not_allowed} */
    public void require(ServerHttpRequest request, SessionSecret secret) {
        require(request, secret, request.getHeaders().getFirst(TOKEN_HEADER));
    }

    /** @param token as the page sent it, if not in the header */
    public void require(ServerHttpRequest request, SessionSecret secret, @Nullable String token) {
        var safe = SAFE.contains(request.getMethod());
        if (!ours(request.getHeaders(), safe)) {
            throw new Problem(HttpStatus.FORBIDDEN, "origin_not_allowed",
                    "A signed-in person's browser may do this from our own pages only.");
        }
        if (!safe && (token == null || !same(token, secret.csrfToken()))) {
            throw new Problem(HttpStatus.FORBIDDEN, "csrf_required",
                    "A change made with a session needs its token (GET /api/v1/session) in the header " + TOKEN_HEADER + ".");
        }
    }

    private boolean ours(HttpHeaders headers, boolean safe) {
        List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
        List<String> sites = headers.getOrEmpty(FETCH_SITE);
        var said = !origins.isEmpty() || !sites.isEmpty();
        return (safe || said) && origins.stream().allMatch(origin::equals)
                && sites.stream().allMatch(site -> site.equals("same-origin") || (safe && site.equals("none")));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
