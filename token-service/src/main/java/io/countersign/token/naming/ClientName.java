package io.countersign.token.naming;

import io.countersign.token.contract.Parties;
import org.jspecify.annotations.Nullable;

/**
 * What the registry calls a client, to show beside its id.
 *
 * @param registeredBy user id of the person who registered it; absent where none did
 */
public record ClientName(@Nullable String organizationId, String name, String status, @Nullable String registrationMethod,
        @Nullable String registeredBy) implements Named {
    private static final String REVOKED = "REVOKED";

    /** A client that the registry has not published, or what stands in place of one. */
    public static ClientName unknown(String clientId) {
        return clientId.equals(Parties.PERSONAL)
                ? new ClientName(null, "Personal access token", "ACTIVE", null, null)
                : new ClientName(null, clientId, "UNKNOWN", null, null);
    }

    /** Whether it has ended for ever, and its connections with it. */
    public boolean revoked() {
        return status.equals(REVOKED);
    }

    ClientName named(String changed) {
        return new ClientName(organizationId, changed, status, registrationMethod, registeredBy);
    }

    ClientName at(String changed) {
        return new ClientName(organizationId, name, changed, registrationMethod, registeredBy);
    }

    ClientName ended() {
        return at(REVOKED);
    }
}
