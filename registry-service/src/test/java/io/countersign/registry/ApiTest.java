package io.countersign.registry;

import io.countersign.testkit.harness.description.PublishedDescription;
import io.countersign.testkit.harness.IndexedLists;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
class ApiTest {
    @Test
    void theApiIsPublishedAsItIs(RunningRegistry registry) {
        PublishedDescription.is("registry", registry.description());
    }

    @Test
    void noListReadsAWholeView(RunningRegistry registry) {
        IndexedLists.of(registry, registry.organization("acme"));
    }
}
