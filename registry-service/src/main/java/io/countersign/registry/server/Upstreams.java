package io.countersign.registry.server;

import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Where an upstream may be: https, or http on this machine; no user info, no fragment; and unless allowed, nothing inside the
 * operator's own network (server-side request forgery). A name that does not resolve now is judged again by whoever connects.
 */
@Component
class Upstreams {
    private final Settings settings;

    Upstreams(Settings settings) {
        this.settings = settings;
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
        if (!settings.allowPrivateUpstreams() && Arrays.stream(addresses(host)).anyMatch(InternalAddress::is)) {
            throw Refused.because(Reason.SSRF_BLOCKED, "The upstream URL leads into a private network.");
        }
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

    private static InetAddress[] addresses(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new InetAddress[0];
        }
    }

    /** @param allowPrivateUpstreams whether an upstream may be on this machine or in a private network */
    @ConfigurationProperties("countersign.servers")
    record Settings(@DefaultValue("false") boolean allowPrivateUpstreams) {
    }
}
