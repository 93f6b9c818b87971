package io.countersign.token.client;

import io.countersign.registry.contract.ClientAnswer;
import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The registry's client in the words of Spring's authorization server. Secrets and keys stay out of it; we check them ourselves. */
final class KnownClient {
    /** No request for a token can name it. */
    private static final String NO_GRANT = "none";

    private KnownClient() {
    }

    static RegisteredClient of(ClientAnswer client) {
        return RegisteredClient.withId(client.clientId()).clientId(client.clientId()).clientName(client.name())
                .clientAuthenticationMethod(new ClientAuthenticationMethod(client.tokenEndpointAuthMethod()))
                .authorizationGrantTypes(types -> grantTypes(client).forEach(type -> types.add(new AuthorizationGrantType(type))))
                .redirectUris(uris -> uris.addAll(client.redirectUris())).build();
    }

    /** A resource server has none, and Spring's client one at least. */
    private static List<String> grantTypes(ClientAnswer client) {
        return client.grantTypes().isEmpty() ? List.of(NO_GRANT) : client.grantTypes();
    }
}
