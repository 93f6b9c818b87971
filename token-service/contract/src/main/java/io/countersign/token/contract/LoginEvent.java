package io.countersign.token.contract;

import java.time.Instant;

/**
 * What is demanded of a person's login before a client may be authorized again. Topic {@code countersign.token}, subject {@code lgn-…}, a hash
 * of organization, person and client.
 */
public sealed interface LoginEvent {
    String demandId();

    /** Whoever ended the person's connection wished a fresh login (FORCE_REAUTH); in one commit with that end. */
    record FreshLoginDemanded(String demandId, String organizationId, String userId, String clientId,
            Instant demandedAt) implements LoginEvent {
    }
}
