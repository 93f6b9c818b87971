package io.countersign.registry.organization;

import io.countersign.registry.refusal.Refused;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** The organizations at the identity provider, as consent-service knows them, which alone reads it. */
@Component
class IdentityProviderOrganizations {
    private static final String CONSENT = "consent";
    private final Peers peers;

    IdentityProviderOrganizations(Peers peers) {
        this.peers = peers;
    }

    /**
     * @throws Refused         when the identity provider has no such organization, whose people nobody could be
     * @throws PeerUnavailable when it does not answer
     */
    void require(String keycloakOrganizationId) {
        try {
            peers.to(CONSENT).get().uri("/internal/identity-provider/organizations/{id}", keycloakOrganizationId).retrieve()
                    .toBodilessEntity();
        } catch (PeerProblem answered) {
            if (answered.status() == HttpStatus.NOT_FOUND.value()) {
                throw Refused.invalid("keycloakOrganizationId", "must be an organization that the identity provider has");
            }
            throw new PeerUnavailable(CONSENT, answered);
        } catch (RestClientException unusable) {
            throw new PeerUnavailable(CONSENT, unusable);
        }
    }
}
