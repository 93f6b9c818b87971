package io.countersign.registry.client.registration;

import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.Software;
import java.time.Duration;
import java.time.Instant;

/**
 * A client that registered itself and that no person has let in yet. It is no fact of the log: whoever asks for nothing in a day is
 * forgotten.
 */
public record Candidate(String clientId, String organizationId, SelfRegistration registration, Instant registeredAt) {
    static final Duration LIFE = Duration.ofHours(24);

    Candidate as(SelfRegistration changed) {
        return new Candidate(clientId, organizationId, changed, registeredAt);
    }

    /** What it says it is. */
    Software software() {
        return Software.of(clientId, registration.name(), registration.redirectUris(), registration.about());
    }

    Instant expiresAt() {
        return registeredAt.plus(LIFE);
    }

    boolean lives(Instant now) {
        return now.isBefore(expiresAt());
    }
}
