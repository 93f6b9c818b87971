package io.countersign.registry.client.registration;

import io.countersign.registry.client.metadata.ClientMetadata;
import io.countersign.registry.client.metadata.MetadataRefused;
import java.util.List;
import java.util.Optional;

/**
 * All that a client says of itself from now on (RFC 7592 section 2.2): what it leaves out has its default, as when it registered.
 *
 * @param secret the one it has, where it sends it; it cannot choose another
 */
record Replacement(RegistrationRequest said, Optional<String> secret) {
    private static final List<String> OURS = List.of("registration_access_token", "registration_client_uri", "client_secret_expires_at",
            "client_id_issued_at");

    /**
     * @param clientId   of the address
     * @param privateUse whether redirect URIs may have a scheme of the app's own
     * @throws RegistrationRefused saying what is not acceptable
     */
    static Replacement read(byte[] body, String clientId, boolean privateUse) {
        return RegistrationRequest.read(body, said -> {
            requireItsOwn(said, clientId);
            return new Replacement(RegistrationRequest.of(said, privateUse), said.text("client_secret"));
        });
    }

    private static void requireItsOwn(ClientMetadata said, String clientId) {
        if (!said.text("client_id").equals(Optional.of(clientId))) {
            throw MetadataRefused.because("client_id is needed, and must be that of the client whose registration this is.");
        }
        OURS.stream().filter(field -> said.value(field).isPresent()).findFirst().ifPresent(field -> {
            throw MetadataRefused.because(field + " is not for the client to say.");
        });
    }
}
