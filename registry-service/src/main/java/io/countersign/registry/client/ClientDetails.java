package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.SelfDescription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client is, apart from whether it may ask.
 *
 * @param jwksUri         where its keys are published; null where they are {@code jwks}, or it has none
 * @param metadataUrl     its client id where that is the address of its metadata document
 * @param metadataVersion the event since which earlier consents no longer spare the page (CIMD-23); 0 for none
 * @param registeredBy    user id of who registered it, or whose wish made it a client; null where nobody did
 * @param about           what it says of itself that is only shown
 */
public record ClientDetails(String clientId, String organizationId, String projectId, String name, String registrationMethod, String type,
        String authenticationMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris, @Nullable String jwksUri,
        @Nullable String metadataUrl, long metadataVersion, @Nullable String registeredBy, SelfDescription about) {
    static ClientDetails of(ClientRegistered e) {
        return new ClientDetails(e.clientId(), e.organizationId(), e.projectId(), e.name(), e.registrationMethod(), e.type(),
                e.authenticationMethod(), e.grantTypes(), e.jwks(), e.redirectUris(), e.jwksUri(), e.metadataUrl(), 0, e.registeredBy(),
                Objects.requireNonNullElse(e.about(), SelfDescription.NONE));
    }

    ClientDetails with(ClientMetadataDrifted e, long sequence) {
        return new ClientDetails(clientId, organizationId, projectId, e.name(), registrationMethod, e.type(), e.authenticationMethod(),
                e.grantTypes(), e.jwks(), e.redirectUris(), e.jwksUri(), metadataUrl,
                e.drift() == MetadataDrift.NOTICE ? metadataVersion : sequence, registeredBy,
                Objects.requireNonNullElse(e.about(), SelfDescription.NONE));
    }

    ClientDetails with(ClientUpdated e) {
        return new ClientDetails(clientId, organizationId, projectId, e.name(), registrationMethod, type, authenticationMethod, grantTypes,
                e.jwks(), e.redirectUris() == null ? redirectUris : e.redirectUris(), jwksUri, metadataUrl, metadataVersion, registeredBy,
                about);
    }

    /** Whether people authorize it, as opposed to a client that acts for itself only. */
    public boolean servesPeople() {
        return grantTypes.contains(ClientRules.AUTHORIZATION_CODE);
    }

    /** Whether no owner registered it, and so it chose its name without asking anybody. */
    public boolean registeredItself() {
        return SelfRegistration.wasMadeBy(registrationMethod);
    }

    boolean signs() {
        return authenticationMethod.equals(ClientRules.PRIVATE_KEY_JWT);
    }
}
