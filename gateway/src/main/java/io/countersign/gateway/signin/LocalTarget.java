package io.countersign.gateway.signin;

import io.countersign.hash.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where somebody goes after signing in: path and query of an address of this gateway, byte for byte, and never another site. */
public record LocalTarget(String value) {
    public static final LocalTarget HOME = new LocalTarget("/");
    /** What fits into a cookie beside everything else, once it is sealed. */
    private static final int LONGEST = 2_000;
    /** A path of ours begins with exactly one slash; a browser reads {@code //} and {@code /\} as another host. */
    private static final Pattern FORM = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\#]]*");
    private static final Pattern SIGNING = Pattern.compile("/(login|logout)([/?].*)?");

    /** Empty when it is something else, or too long. */
    public static Optional<LocalTarget> read(String wanted) {
        return wanted.length() <= LONGEST && FORM.matcher(wanted).matches() && !SIGNING.matcher(wanted).matches()
                ? Optional.of(new LocalTarget(wanted))
                : Optional.empty();
    }

    /** Names the request among those that a fresh login was asked for. */
    public String hash() {
        return Sha256.hex(value);
    }
}
