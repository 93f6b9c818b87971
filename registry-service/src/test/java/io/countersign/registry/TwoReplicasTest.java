package io.countersign.registry;

import io.countersign.testkit.harness.TwoReplicas;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Issue 8, 1.8: two registries on one store. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
class TwoReplicasTest {
    @Test
    void twoRegistriesTakeWritesAndOneRelays(RunningRegistry registry) {
        var acme = new Acme(registry);
        var second = registry.beside();
        try {
            new TwoReplicas(registry, second,
                    (at, n) -> at.post(acme.owner, acme.api + "/projects", "{\"name\":\"Of two replicas " + n + "\"}")).standTogether();
        } finally {
            second.leave();
        }
    }
}
