package io.countersign.token.redirect;

import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.web.outbound.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * Redirect URIs are compared byte for byte (RFC 9700 section 4.1.3), but that a port may differ where both are {@code http} on this machine
 * (RFC 8252 section 7.3). {@code localhost} gets the same rule and is another host than {@code 127.0.0.1}.
 */
public final class RedirectUris {
    private RedirectUris() {
    }

    public static boolean matches(Collection<String> registered, String requested) {
        return registered.contains(requested) || loopback(requested).map(
                uri -> registered.stream().flatMap(known -> loopback(known).stream()).anyMatch(known -> sameButForThePort(known, uri)))
                .orElse(false);
    }

    public static RedirectKind kind(String uri) {
        return loopback(uri).isPresent() ? RedirectKind.LOOPBACK : uri.startsWith("https:") ? RedirectKind.HTTPS : RedirectKind.PRIVATE_USE;
    }

    /** The URI as it stands for every port. */
    public static String withoutPort(String uri) {
        return loopback(uri).map(known -> "http://" + known.getHost() + known.getRawPath()
                + (known.getRawQuery() == null ? "" : "?" + known.getRawQuery())).orElse(uri);
    }

    private static boolean sameButForThePort(URI one, URI other) {
        return one.getHost().equals(other.getHost()) && one.getRawPath().equals(other.getRawPath())
                && Objects.equals(one.getRawQuery(), other.getRawQuery());
    }

    private static Optional<URI> loopback(String text) {
        try {
            var uri = new URI(text);
            return "http".equals(uri.getScheme()) && uri.getHost() != null && Loopback.is(uri.getHost())
                    && uri.getRawUserInfo() == null && uri.getRawFragment() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
