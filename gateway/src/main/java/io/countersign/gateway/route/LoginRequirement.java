package io.countersign.gateway.route;

import io.countersign.gateway.signin.Freshness;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a request to a page demands of the login behind it: an authorization request may want it fresh, or nobody to be asked (OpenID
 * Connect Core 1.0, section 3.1.2.1); no other page does. Whether the values are right is the authorization server's to say.
 *
 * @param silent     {@code prompt=none}
 * @param unreadable an authorization request in a form, whose demands nobody can see from here
 */
record LoginRequirement(Freshness freshness, boolean silent, boolean unreadable) {
    private static final LoginRequirement NOTHING = new LoginRequirement(Freshness.ANY, false, false);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final String INSTALLATION = "countersign-browser";
    private static final Pattern INSTALLATION_FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String DESTINATION = "Sec-Fetch-Dest";

    static LoginRequirement of(ServerHttpRequest request) {
        if (!isAuthorization(request)) {
            return NOTHING;
        }
        var parameters = request.getQueryParams();
        var prompts = parameters.getOrDefault("prompt", List.of()).stream().filter(java.util.Objects::nonNull)
                .flatMap(prompt -> List.of(prompt.split(" ", -1)).stream()).toList();
        var ages = parameters.getOrDefault("max_age", List.of()).stream().filter(java.util.Objects::nonNull)
                .filter(SECONDS.asMatchPredicate()).map(Integer::valueOf).toList();
        var youngest = ages.isEmpty() ? null : java.util.Collections.min(ages);
        return new LoginRequirement(new Freshness(youngest, prompts.contains("login")), prompts.contains("none"),
                !HttpMethod.GET.equals(request.getMethod()));
    }

    private static boolean isAuthorization(ServerHttpRequest request) {
        return request.getURI().getRawPath().endsWith("/oauth2/authorize");
    }

    /** The one cookie that goes inward, to the authorization endpoint alone: it tells an installation again (C7) and opens nothing. */
    static Optional<String> installation(ServerHttpRequest request) {
        return isAuthorization(request)
                ? request.getCookies().getOrDefault(INSTALLATION, List.of()).stream().map(HttpCookie::getValue)
                        .filter(INSTALLATION_FORM.asMatchPredicate()).map(value -> INSTALLATION + "=" + value).findFirst()
                : Optional.empty();
    }

    /** Whether somebody looks at the answer; browsers say so of everything they load. */
    static boolean isDocument(ServerHttpRequest request) {
        return request.getHeaders().getOrEmpty(DESTINATION).stream().allMatch("document"::equals);
    }

    /** Path and query, byte for byte. */
    static String address(ServerHttpRequest request) {
        var query = request.getURI().getRawQuery();
        return request.getURI().getRawPath() + (query == null ? "" : "?" + query);
    }
}
