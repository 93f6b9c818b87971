package io.countersign.token.issuer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;

/** The endpoints below an issuer, and the one method each of them has. */
public enum OAuthEndpoint {
    TOKEN(HttpMethod.POST), INTROSPECT(HttpMethod.POST), REVOKE(HttpMethod.POST), JWKS(HttpMethod.GET);

    private final HttpMethod method;

    OAuthEndpoint(HttpMethod method) {
        this.method = method;
    }

    /** Behind {@code {issuer}/oauth2/}. */
    public String segment() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it takes a form of parameters, each given once (RFC 6749 section 3.2). */
    public boolean takesForm() {
        return method.equals(HttpMethod.POST);
    }

    /** HEAD stands wherever GET does. */
    boolean has(String requested) {
        return method.name().equals(requested) || (method.equals(HttpMethod.GET) && requested.equals("HEAD"));
    }

    /** As {@code Allow} has it (RFC 9110 section 10.2.1). */
    String allowed() {
        return allowed(method);
    }

    static String allowed(HttpMethod method) {
        return method.equals(HttpMethod.GET) ? "GET,HEAD,OPTIONS" : method.name() + ",OPTIONS";
    }

    static Optional<OAuthEndpoint> at(String path) {
        return Arrays.stream(values()).filter(each -> path.endsWith("/oauth2/" + each.segment())).findAny();
    }

    static String segments() {
        return Arrays.stream(values()).map(OAuthEndpoint::segment).collect(Collectors.joining("|"));
    }
}
