package io.countersign.registry.client;

import io.countersign.registry.refusal.Refused;
import io.countersign.web.outbound.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a person may be sent back to (RFC 9700 section 2.1, RFC 8252 section 7): {@code https}, {@code http} on this machine with any port,
 * or a scheme of the app's own. Kept byte for byte as registered; there are no wildcards and no prefixes.
 */
public final class RedirectUriValidator {
    private static final String FIELD = "redirectUris";
    private static final int MOST = 20;
    private static final int LONGEST = 2048;
    private static final Pattern PRIVATE_USE = Pattern.compile("[a-z][a-z0-9+.-]{1,63}");
    /** Schemes that a browser or the operating system acts on by itself (CIMD-28). */
    private static final Set<String> NEVER = Set.of("about", "blob", "chrome", "content", "data", "edge", "file", "filesystem", "ftp",
            "intent", "jar", "javascript", "ldap", "mailto", "ms-msdt", "resource", "search-ms", "sms", "smb", "ssh", "tel", "urn",
            "vbscript",
            "view-source", "ws", "wss");

    private RedirectUriValidator() {
    }

    /** @throws Refused saying which one is not acceptable, and why */
    static List<String> require(List<String> uris) {
        return require(uris, true);
    }

    /**
     * @param privateUse whether schemes of an app's own are acceptable, which any other app may claim too (RFC 8252 section 8.6)
     * @throws Refused saying which one is not acceptable, and why
     */
    public static List<String> require(List<String> uris, boolean privateUse) {
        if (uris.size() > MOST) {
            throw Refused.invalid(FIELD, "names more than " + MOST);
        }
        if (uris.stream().distinct().count() < uris.size()) {
            throw Refused.invalid(FIELD, "names one twice");
        }
        uris.forEach(uri -> check(uri, privateUse));
        return List.copyOf(uris);
    }

    /** Whether there could be a client with it, a scheme of an app's own aside. */
    public static boolean acceptable(String uri) {
        try {
            check(uri, false);
            return true;
        } catch (Refused no) {
            return false;
        }
    }

    private static void check(String text, boolean privateUse) {
        if (text.length() > LONGEST) {
            throw Refused.invalid(FIELD, "has one longer than " + LONGEST + " characters");
        }
        var uri = parse(text);
        if (uri.getRawFragment() != null) {
            throw refused(text, "has a fragment");
        }
        if (uri.getRawUserInfo() != null || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw refused(text, "names a user");
        }
        if (text.contains("*")) {
            throw refused(text, "has a wildcard; register each URI exactly");
        }
        var scheme = String.valueOf(uri.getScheme());
        switch (scheme) {
            case "https" -> host(text, uri);
            case "http" -> {
                if (!Loopback.is(host(text, uri))) {
                    throw refused(text, "is plain http to another machine; use https");
                }
            }
            default -> {
                if (!privateUse) {
                    throw refused(text, "has a scheme of an app's own, which this organization does not allow");
                }
                if (!PRIVATE_USE.matcher(scheme).matches() || NEVER.contains(scheme)) {
                    throw refused(text, "has a scheme that no app may have for itself");
                }
            }
        }
    }

    private static URI parse(String text) {
        try {
            var uri = new URI(text);
            if (uri.getScheme() == null) {
                throw refused(text, "is not absolute");
            }
            if (uri.getRawPath() != null && List.of(uri.getRawPath().split("/", -1)).stream().anyMatch(RedirectUriValidator::dots)) {
                throw refused(text, "has a dot segment");
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw refused(text, "is not a URI");
        }
    }

    private static boolean dots(String segment) {
        var plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
        return plain.equals(".") || plain.equals("..");
    }

    private static String host(String text, URI uri) {
        if (uri.getHost() == null || !uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))) {
            throw refused(text, "needs a host in lower case");
        }
        return uri.getHost();
    }

    private static Refused refused(String uri, String why) {
        return Refused.invalid(FIELD, "must be https, http on this machine or a scheme of the app's own: "
                + uri.codePoints().filter(each -> each > ' ' && each < 127).limit(200)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + " " + why);
    }
}
