package io.countersign.registry.client.document;

import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.Clients;
import io.countersign.registry.client.MetadataRecorder;
import io.countersign.registry.client.MetadataUrls;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.document.MetadataDocuments.Known;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.registration.Candidates;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * Which client is known by an address. Its document is fetched in front of a member only; what it says of a client that was let in is
 * recorded where it differs (CIMD-23), and one that was not is a candidate.
 */
@Component
public class MetadataClients {
    private final Organizations organizations;
    private final MetadataUrls urls;
    private final Clients clients;
    private final MetadataDocuments documents;
    private final ClientDocumentFetcher fetcher;
    private final Candidates candidates;
    private final MetadataRecorder recorder;
    private final Clock clock;

    MetadataClients(Organizations organizations, MetadataUrls urls, Clients clients, MetadataDocuments documents,
            ClientDocumentFetcher fetcher,
            Candidates candidates, MetadataRecorder recorder, Clock clock) {
        this.organizations = organizations;
        this.urls = urls;
        this.clients = clients;
        this.documents = documents;
        this.fetcher = fetcher;
        this.candidates = candidates;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** @throws Refused when there is none, or what its document says does not count */
    public MetadataUrlAnswer find(MetadataUrlQuestion question) {
        try {
            var organization = organizations.find(question.organizationId()).map(Loaded::state).orElseThrow(Refused::unknown);
            var url = MetadataUrl.require(question.url(), fetcher::fetches);
            return urls.holder(organization.organizationId(), url.value()).flatMap(clients::find).map(Loaded::state)
                    .map(client -> known(organization, client, url, question.forMember()))
                    .orElseGet(() -> candidate(organization, url, question.forMember()));
        } catch (MetadataRefused refused) {
            throw Refused.because(Reason.CLIENT_METADATA_REFUSED, refused.what());
        }
    }

    /**
     * What the document at an address says now, for somebody who may register its client: no member need have met it, and whether the
     * organization takes others makes no difference (CIMD-18).
     *
     * @throws Refused when a client is known by the address already, or what its document says does not count
     */
    Resolved meet(String organizationId, String address) {
        try {
            var organization = organizations.find(organizationId).map(Loaded::state).orElseThrow(Refused::unknown);
            var url = MetadataUrl.require(address, fetcher::fetches);
            if (urls.holder(organizationId, url.value()).isPresent()) {
                throw Refused.because(Reason.ALREADY_EXISTS, "A client is known by this address.");
            }
            var found = unused(organization, url);
            return new Resolved(found.clientId(), found.document().at(url));
        } catch (MetadataRefused refused) {
            throw Refused.invalid("metadataUrl", "is refused: " + refused.what());
        }
    }

    /** A client that nobody registered yet, under the id that it will have. */
    record Resolved(String clientId, SelfRegistration as) {
    }

    private MetadataUrlAnswer known(OrganizationState.Existing organization, ClientState.Existing client, MetadataUrl url,
            boolean forMember) {
        if (!forMember || client.revoked() || client.access().suspended()) {
            return new MetadataUrlAnswer(client.clientId(), null, false);
        }
        var found = current(organization, url);
        var drifted = found.outdated() == null && recorder.record(client, found.document().at(url));
        return new MetadataUrlAnswer(client.clientId(), found.outdated(), drifted);
    }

    private MetadataUrlAnswer candidate(OrganizationState.Existing organization, MetadataUrl url, boolean forMember) {
        if (!organization.registration().metadataDocuments() || !organization.open()) {
            throw Refused.because(Reason.UNKNOWN_CLIENTS_CLOSED,
                    "In this organization no client is known by the address of its metadata document.");
        }
        if (!forMember) {
            throw Refused.because(Reason.CLIENT_UNKNOWN, "This organization has no such client.");
        }
        var found = unused(organization, url);
        keep(organization.organizationId(), found, url);
        return new MetadataUrlAnswer(found.clientId(), found.outdated(), false);
    }

    /** Whoever was known by the address before and was deleted is another client. */
    private Known unused(OrganizationState.Existing organization, MetadataUrl url) {
        var found = current(organization, url);
        if (clients.find(found.clientId()).isPresent()) {
            documents.forget(organization.organizationId(), url);
            return current(organization, url);
        }
        return found;
    }

    private Known current(OrganizationState.Existing organization, MetadataUrl url) {
        return documents.current(organization.organizationId(), url, organization.registration().privateUseRedirects());
    }

    private void keep(String organizationId, Known found, MetadataUrl url) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var as = found.document().at(url);
        if (candidates.find(found.clientId()).filter(known -> known.registration().equals(as))
                .filter(known -> now.isBefore(known.registeredAt().plus(Duration.ofHours(1)))).isEmpty()) {
            candidates.keep(new Candidate(found.clientId(), organizationId, as, now));
        }
    }
}
