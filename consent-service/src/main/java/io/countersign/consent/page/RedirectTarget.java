package io.countersign.consent.page;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;

/** The part of a redirect URI a person can judge: the host in ASCII with its port, or the scheme of an app's own. */
final class RedirectTarget {
    private RedirectTarget() {
    }

    static String of(String redirectUri) {
        try {
            var uri = new URI(redirectUri);
            var scheme = String.valueOf(uri.getScheme());
            var web = scheme.equals("https") || scheme.equals("http");
            return web && uri.getHost() != null
                    ? uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort()
                    : web ? ascii(String.valueOf(uri.getRawAuthority())) : scheme + ":";
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            return redirectUri;
        }
    }

    private static String ascii(String authority) {
        return IDN.toASCII(authority, IDN.ALLOW_UNASSIGNED);
    }
}
