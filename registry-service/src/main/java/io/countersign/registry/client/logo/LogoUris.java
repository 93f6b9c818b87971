package io.countersign.registry.client.logo;

import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.client.Clients;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.registration.Candidates;
import io.countersign.registry.contract.SelfDescription;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a client says that its logo is, whether or not a person let it in yet. */
@Component
public class LogoUris {
    private final Clients clients;
    private final Candidates candidates;

    LogoUris(Clients clients, Candidates candidates) {
        this.clients = clients;
        this.candidates = candidates;
    }

    public Optional<String> of(String organizationId, String clientId) {
        return clients.find(clientId).map(Loaded::state).filter(client -> !client.deleted())
                .filter(client -> client.details().organizationId().equals(organizationId)).map(client -> client.details().about())
                .or(() -> candidates.find(clientId).filter(candidate -> candidate.organizationId().equals(organizationId))
                        .map(Candidate::registration).map(SelfRegistration::about))
                .map(SelfDescription::logoUri);
    }
}
