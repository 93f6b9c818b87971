package io.countersign.registry.client.registration;

import io.countersign.registry.client.metadata.ClientMetadata;
import io.countersign.registry.client.metadata.MetadataRefused;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says of itself when it registers (RFC 7591 section 2), as far as it is kept; the answer tells what was. Logos, addresses and
 * contacts are not.
 *
 * @param name empty where it says none
 */
record RegistrationRequest(Optional<String> name, List<String> redirectUris, List<String> grantTypes, String authenticationMethod) {
    private static final Set<String> METHODS = Set.of("none", "client_secret_basic", "client_secret_post");
    /** RFC 7591 section 2: when it is omitted. */
    private static final String DEFAULT_METHOD = "client_secret_basic";

    /**
     * @param privateUse whether redirect URIs may have a scheme of the app's own
     * @throws RegistrationRefused saying what is not acceptable
     */
    static RegistrationRequest read(byte[] body, boolean privateUse) {
        try {
            var said = ClientMetadata.read(body);
            said.requireCode();
            return new RegistrationRequest(said.name(), said.redirectUris(privateUse), said.grantTypes(), method(said));
        } catch (MetadataRefused refused) {
            throw refused.isOfRedirectUris()
                    ? RegistrationRefused.redirectUri(refused.what())
                    : RegistrationRefused.metadata(refused.what());
        }
    }

    private static String method(ClientMetadata said) {
        var method = said.text("token_endpoint_auth_method").orElse(DEFAULT_METHOD);
        if (!METHODS.contains(method)) {
            throw MetadataRefused.because("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post.");
        }
        return method;
    }
}
