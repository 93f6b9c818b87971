package io.countersign.e2e;

import io.countersign.local.demo.Journey;
import io.countersign.local.demo.Narrator;
import org.junit.jupiter.api.Test;

class MachineClientJourneyIT {
    @Test
    void aMachineClientGoesTheWholeWayFromRegistrationToProvenRevocation() {
        new Journey(Platform.running().target(), new Narrator(System.err, false)).run("journey");
    }
}
