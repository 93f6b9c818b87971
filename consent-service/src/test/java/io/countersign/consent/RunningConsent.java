package io.countersign.consent;

import io.countersign.testkit.service.RunningService;
import java.nio.file.Path;
import java.util.List;

/** The consent service as it runs. */
final class RunningConsent extends RunningService {
    RunningConsent(Path directory) {
        super(ConsentApplication.class, "consent-service", directory, List.of());
    }
}
