package io.countersign.registry.managementkey;

import io.countersign.registry.secret.OneTimeSecret;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a management key is written: {@code csk_<key id>_<secret>}, so that scanners recognize a leaked one. */
public final class ManagementKeyFormat {
    private static final Pattern FORM = Pattern.compile("csk_(key-[0-9A-Z]{26})_([A-Za-z0-9_-]{43})");

    private ManagementKeyFormat() {
    }

    public static String of(String keyId, OneTimeSecret secret) {
        return "csk_" + keyId + "_" + secret.value();
    }

    /** Empty where it is written otherwise. */
    public static Optional<Parts> parse(String written) {
        var form = FORM.matcher(written);
        return form.matches() ? Optional.of(new Parts(form.group(1), new OneTimeSecret(form.group(2)))) : Optional.empty();
    }

    /** A key's id and its secret. */
    public record Parts(String id, OneTimeSecret secret) {
    }
}
