package io.countersign.token.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The OAuth endpoints of an issuer, at {@code {issuer}/oauth2/{path}}: the one table that filter, metadata, CORS and routes read. */
public enum OAuthEndpoint {
    /** RFC 6749 section 3.1: a person's browser arrives here with a client's request. */
    AUTHORIZE("authorize", true, "GET", "HEAD", "POST"),
    /** Where that browser comes back to from the consent page. */
    CONTINUE("authorize/continue", true, "GET", "HEAD"), TOKEN("token", false, "POST"), INTROSPECT("introspect", false, "POST"), REVOKE(
            "revoke", false, "POST"), JWKS("jwks", false, "GET", "HEAD"),
    /** RFC 7591 section 3; the registry answers it. */
    REGISTER("register", false, "POST");

    private final String path;
    private final boolean person;
    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> methods;

    OAuthEndpoint(String path, boolean person, String... methods) {
        this.path = path;
        this.person = person;
        this.methods = List.of(methods);
    }

    /** The methods it has beside OPTIONS (RFC 9110 section 9.1). */
    public List<String> methods() {
        return methods;
    }

    /** Whether a client posts a form to it whose parameters are given once each (RFC 6749 section 3.2). */
    public boolean isForClients() {
        return !person && methods.contains("POST");
    }

    /** Whether it belongs to the registry and not to the authorization server. */
    public boolean isOfTheRegistry() {
        return this == REGISTER;
    }

    /** The endpoint whose address ends so. */
    public static Optional<OAuthEndpoint> at(String address) {
        return Arrays.stream(values()).filter(endpoint -> address.endsWith("/oauth2/" + endpoint.path)).findAny();
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
