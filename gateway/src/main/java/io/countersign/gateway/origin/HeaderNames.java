package io.countersign.gateway.origin;

import java.util.Locale;

/** Names of headers as servers may read them: in any case, and with an underscore for each hyphen (CGI, WSGI). */
public final class HeaderNames {
    private HeaderNames() {
    }

    /** One spelling for all that may be read alike: lower case, with hyphens. */
    public static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
