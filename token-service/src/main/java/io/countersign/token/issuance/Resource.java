package io.countersign.token.issuance;

import io.countersign.token.refusal.OAuthError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource a token is asked for (RFC 8707 section 2), in canonical form, so that {@code https://h} and {@code https://h/} are one. */
public final class Resource {
    private Resource() {
    }

    /** @param parameter one value, several, or none; several must mean the same */
    public static Optional<String> requested(@Nullable Object parameter) {
        var values = switch (parameter) {
            case null -> List.<String>of();
            case String[] several -> Arrays.asList(several);
            default -> List.of(parameter.toString());
        };
        var canonical = values.stream().filter(value -> !value.isEmpty()).map(Resource::canonical).distinct().toList();
        if (canonical.size() > 1) {
            throw OAuthError.INVALID_TARGET.because("One token is for one resource.");
        }
        return canonical.stream().findFirst();
    }

    /** Lower-case scheme and host, no default port, no slash alone; absolute and without a fragment. */
    static String canonical(String resource) {
        try {
            var uri = new URI(resource);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null) {
                throw OAuthError.INVALID_TARGET.because("The resource must be an absolute http(s) URI without fragment.");
            }
            var port = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80) ? "" : ":" + uri.getPort();
            var path = uri.getRawPath().equals("/") ? "" : uri.getRawPath();
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query;
        } catch (URISyntaxException malformed) {
            throw OAuthError.INVALID_TARGET.because("The resource is not a URI.");
        }
    }
}
