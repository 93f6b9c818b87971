package io.countersign.token.client;

import io.countersign.token.issuer.Issuers;
import io.countersign.token.owner.Registry;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** The clients of the issuer at hand, as the registry knows them; another organization's client is an unknown one. */
@Component
class RegisteredClients implements RegisteredClientRepository {
    private final Registry registry;
    private final Issuers issuers;

    RegisteredClients(Registry registry, Issuers issuers) {
        this.registry = registry;
        this.issuers = issuers;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are the registry's");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        var organization = issuers.current().organizationId();
        return registry.client(clientId).filter(client -> client.organizationId().equals(organization)).map(KnownClient::of).orElse(null);
    }
}
