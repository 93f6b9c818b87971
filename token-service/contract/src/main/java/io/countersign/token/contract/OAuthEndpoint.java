package io.countersign.token.contract;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The OAuth endpoints of an issuer, at {@code {issuer}/oauth2/{path}}: the one table that filter, metadata, CORS and routes read. */
public enum OAuthEndpoint {
    /** RFC 6749 section 3.1: a person's browser arrives here with a client's request. */
    AUTHORIZE("authorize", true),
    /** Where that browser comes back to from the consent page. */
    CONTINUE("authorize/continue", true), TOKEN("token", false), INTROSPECT("introspect", false), REVOKE("revoke", false), JWKS("jwks",
            false);

    private final String path;
    private final boolean person;

    OAuthEndpoint(String path, boolean person) {
        this.path = path;
        this.person = person;
    }

    /** Below {@code {issuer}/oauth2/}. */
    public String path() {
        return path;
    }

    /** Whether a signed-in person comes here, by navigation; pages of other origins never call it (RFC 9700 section 2.6). */
    public boolean isForPersons() {
        return person;
    }

    /** A regular expression for the paths of some endpoints. */
    public static String paths(Predicate<OAuthEndpoint> which) {
        return Arrays.stream(values()).filter(which).map(OAuthEndpoint::path).collect(Collectors.joining("|"));
    }
}
