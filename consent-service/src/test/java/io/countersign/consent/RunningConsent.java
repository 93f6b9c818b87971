package io.countersign.consent;

import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.nio.file.Path;

/** The consent service as it runs. */
final class RunningConsent extends RunningService {
    RunningConsent(Path directory) {
        super(ConsentApplication.class, "consent-service", Start.in(directory));
    }
}
