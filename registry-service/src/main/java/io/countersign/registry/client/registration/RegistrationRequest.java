package io.countersign.registry.client.registration;

import io.countersign.registry.client.NewSecret;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.metadata.ClientMetadata;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.contract.SelfDescription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself when it registers (RFC 7591 section 2), as far as it is kept; the answer tells what was. Addresses and
 * contacts are not.
 *
 * @param name empty where it says none
 */
record RegistrationRequest(Optional<String> name, List<String> redirectUris, List<String> grantTypes, String authenticationMethod,
        SelfDescription about) {
    private static final Set<String> METHODS = Set.of("none", "client_secret_basic", "client_secret_post");
    /** RFC 7591 section 2: when it is omitted. */
    private static final String DEFAULT_METHOD = "client_secret_basic";

    /**
     * @param privateUse whether redirect URIs may have a scheme of the app's own
     * @throws RegistrationRefused saying what is not acceptable
     */
    static RegistrationRequest read(byte[] body, boolean privateUse) {
        return read(body, said -> of(said, privateUse));
    }

    /** Of one within the rules that hold for every client. */
    static RegistrationRequest of(ClientMetadata said, boolean privateUse) {
        said.requireCode();
        return new RegistrationRequest(said.name(), said.redirectUris(privateUse), said.grantTypes(), method(said),
                new SelfDescription(said.logo().orElse(null), said.plain("software_id").orElse(null),
                        said.plain("software_version").orElse(null)));
    }

    /** @throws RegistrationRefused when what the client says of itself is refused */
    static <T> T read(byte[] body, Function<ClientMetadata, T> request) {
        try {
            return request.apply(ClientMetadata.read(body));
        } catch (MetadataRefused refused) {
            throw refused.isOfRedirectUris()
                    ? RegistrationRefused.redirectUri(refused.what())
                    : RegistrationRefused.metadata(refused.what());
        }
    }

    /** Without a name it is called by its id, which nobody can take for somebody else's. */
    SelfRegistration of(String clientId, @Nullable NewSecret secret, @Nullable String tokenHash) {
        return new SelfRegistration(name.orElse(clientId), authenticationMethod, grantTypes, redirectUris, secret, about, tokenHash);
    }

    private static String method(ClientMetadata said) {
        var method = said.text("token_endpoint_auth_method").orElse(DEFAULT_METHOD);
        if (!METHODS.contains(method)) {
            throw MetadataRefused.because("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post.");
        }
        return method;
    }
}
