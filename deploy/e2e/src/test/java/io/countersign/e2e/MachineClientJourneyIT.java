package io.countersign.e2e;

import io.countersign.local.demo.Journey;
import io.countersign.local.demo.StepReporter;
import org.junit.jupiter.api.Test;

class MachineClientJourneyIT {
    @Test
    void aMachineClientGoesTheWholeWayFromRegistrationToProvenRevocation() {
        new Journey(Platform.running().target(), new StepReporter(System.err, false)).run("journey");
    }
}
