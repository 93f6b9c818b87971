package io.countersign.registry.managementkey;

import io.countersign.registry.secret.OneTimeSecret;

/** How a management key is written: {@code csk_<key id>_<secret>}, so that scanners recognize a leaked one. */
public final class ManagementKeyFormat {
    private ManagementKeyFormat() {
    }

    public static String of(String keyId, OneTimeSecret secret) {
        return "csk_" + keyId + "_" + secret.value();
    }
}
