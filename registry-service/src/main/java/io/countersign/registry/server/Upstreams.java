package io.countersign.registry.server;

import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.web.outbound.OutboundGuard;
import io.countersign.web.outbound.OutboundRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where an upstream may be: https, or http on this machine; no user info, no fragment; at an address that is open to calls (server-side
 * request forgery). That is the early answer to whoever registers it: the gateway judges again at every connection, a name that does not
 * resolve now included.
 */
@Component
class Upstreams {
    private static final Logger log = LoggerFactory.getLogger(Upstreams.class);
    private final OutboundGuard guard;

    Upstreams(OutboundGuard guard) {
        this.guard = guard;
    }

    /** @throws Refused when nothing of ours may connect there */
    String require(String url) {
        var uri = parse(url);
        var host = host(uri);
        var https = "https".equalsIgnoreCase(uri.getScheme());
        if (!https && !("http".equalsIgnoreCase(uri.getScheme()) && loopback(host))) {
            throw Refused.invalid("upstreamUrl", "must be https, or http on the loopback interface");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw Refused.invalid("upstreamUrl", "must not have user information or a fragment");
        }
        requireOpen(host, port(uri, https));
        return url;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw Refused.invalid("upstreamUrl", "is not a URL");
        }
    }

    private static String host(URI uri) {
        var host = uri.getHost();
        if (host == null || uri.isOpaque()) {
            throw Refused.invalid("upstreamUrl", "names no host");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static int port(URI uri, boolean https) {
        var usual = https ? 443 : 80;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private void requireOpen(String host, int port) {
        try {
            guard.resolve(host, port);
        } catch (OutboundRefused closed) {
            throw Refused.because(Reason.SSRF_BLOCKED, "The upstream URL has an address or a port that is not open to calls from here.");
        } catch (UnknownHostException unknown) {
            log.debug("An upstream was registered whose name does not resolve yet: {}", host);
        }
    }
}
