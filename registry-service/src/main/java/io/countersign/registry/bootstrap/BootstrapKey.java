package io.countersign.registry.bootstrap;

import io.countersign.registry.managementkey.ManagementKeyFormat;
import io.countersign.registry.secret.OneTimeSecret;

/** A key of the bootstrap, with its secret as long as the start lasts. */
record BootstrapKey(String id, OneTimeSecret secret, String name, String role) {
    String hash() {
        return secret.hash();
    }

    String shown() {
        return ManagementKeyFormat.of(id, secret);
    }
}
