package io.countersign.registry.client.registration;

import io.countersign.registry.client.SelfRegistration;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that registered itself and that no person has let in yet. It is no fact of the log: whoever asks for nothing in a day is
 * forgotten.
 *
 * @param softwareId      {@code software_id} (RFC 7591 section 2), by its own word
 * @param softwareVersion {@code software_version}, by its own word
 */
public record Candidate(String clientId, String organizationId, SelfRegistration registration, Instant registeredAt,
        @Nullable String softwareId, @Nullable String softwareVersion) {
    static final Duration LIFE = Duration.ofHours(24);

    /** One that does not say which software it is. */
    public Candidate(String clientId, String organizationId, SelfRegistration registration, Instant registeredAt) {
        this(clientId, organizationId, registration, registeredAt, null, null);
    }

    Candidate as(SelfRegistration changed) {
        return new Candidate(clientId, organizationId, changed, registeredAt, softwareId, softwareVersion);
    }

    Instant expiresAt() {
        return registeredAt.plus(LIFE);
    }

    boolean lives(Instant now) {
        return now.isBefore(expiresAt());
    }
}
