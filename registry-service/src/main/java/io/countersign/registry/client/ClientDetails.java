package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client is, apart from whether it may ask. */
public record ClientDetails(String clientId, String organizationId, String projectId, String name, String registrationMethod, String type,
        String authenticationMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris) {
    static ClientDetails of(ClientRegistered e) {
        return new ClientDetails(e.clientId(), e.organizationId(), e.projectId(), e.name(), e.registrationMethod(), e.type(),
                e.authenticationMethod(), e.grantTypes(), e.jwks(), e.redirectUris());
    }

    ClientDetails with(ClientUpdated e) {
        return new ClientDetails(clientId, organizationId, projectId, e.name(), registrationMethod, type, authenticationMethod, grantTypes,
                e.jwks(), e.redirectUris() == null ? redirectUris : e.redirectUris());
    }

    /** Whether people authorize it, as opposed to a client that acts for itself only. */
    boolean servesPeople() {
        return grantTypes.contains(ClientRules.AUTHORIZATION_CODE);
    }

    /** Whether it registered itself, and so chose its name without asking anybody. */
    public boolean registeredItself() {
        return registrationMethod.equals(SelfRegistration.METHOD);
    }

    boolean signs() {
        return authenticationMethod.equals(ClientRules.PRIVATE_KEY_JWT);
    }
}
