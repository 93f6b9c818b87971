package io.countersign.registry;

import io.countersign.testkit.harness.RunningService.Answer;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An organization whose owner opened it, and one server of it, to clients that no owner registers. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenedOrganization {
    RunningRegistry registry;
    Globex globex;
    Answer server;
    private final boolean metadataDocuments;

    OpenedOrganization(boolean metadataDocuments) {
        this.metadataDocuments = metadataDocuments;
    }

    @BeforeAll
    void open(RunningRegistry running) {
        registry = running;
        globex = new Globex(running);
        server = globex.opened(getClass().getSimpleName().toLowerCase(Locale.ROOT));
        globex.registration(true, metadataDocuments);
    }
}
