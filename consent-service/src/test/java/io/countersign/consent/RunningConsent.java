package io.countersign.consent;

import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.nio.file.Path;

/** The consent service as it runs. */
final class RunningConsent extends RunningService {
    RunningConsent(Path directory) {
        this(Start.in(directory));
    }

    private RunningConsent(Start start) {
        super(ConsentApplication.class, "consent-service", start);
    }

    /** Nothing is published and no view is fed: beside another one, since a topic belongs to one log for ever. */
    static RunningConsent withoutBroker(Path directory) {
        return new RunningConsent(Start.in(directory).with("spring.kafka.bootstrap-servers", "127.0.0.1:1")
                .with("countersign.relay.enabled", "false").with("logging.level.org.apache.kafka", "off"));
    }
}
