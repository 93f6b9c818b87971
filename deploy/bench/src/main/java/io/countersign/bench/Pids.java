package io.countersign.bench;

import io.countersign.local.Description.ProcessOf;
import io.countersign.local.LocalPlatform;
import java.util.List;

/** The processes of the running platform by name. */
record Pids(LocalPlatform platform) {
    List<Long> of(String name) {
        return platform.describe().processes().stream().filter(process -> process.name().equals(name)).map(ProcessOf::pid).toList();
    }

    /** All that work for us, without the named one and Keycloak, the peer. */
    List<Long> but(String name) {
        return platform.describe().processes().stream()
                .filter(process -> !process.name().equals(name) && !process.name().equals("keycloak")).map(ProcessOf::pid).toList();
    }
}
