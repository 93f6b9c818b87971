package io.countersign.token.client;

import io.countersign.registry.contract.ClientAnswer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The registry's client in the words of Spring's authorization server. Secrets and keys stay out of it; we check them ourselves. */
final class KnownClient {
    private KnownClient() {
    }

    static RegisteredClient of(ClientAnswer client) {
        return RegisteredClient.withId(client.clientId()).clientId(client.clientId()).clientName(client.name())
                .clientAuthenticationMethod(new ClientAuthenticationMethod(client.tokenEndpointAuthMethod()))
                .authorizationGrantTypes(types -> client.grantTypes().forEach(type -> types.add(new AuthorizationGrantType(type))))
                .redirectUris(uris -> uris.addAll(client.redirectUris())).build();
    }
}
