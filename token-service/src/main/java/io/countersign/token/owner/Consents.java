package io.countersign.token.owner;

import io.countersign.consent.contract.ConsentDecisionAnswer;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.consent.contract.PeopleAnswer;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * The consent-service's word on members and what they said yes to; asked anew each time, because each answer opens a way once. Silence is
 * {@link PeerUnavailable}, never a yes.
 */
@Component
public class Consents {
    private static final String NAME = "consent";

    private final Peers peers;

    Consents(Peers peers) {
        this.peers = peers;
    }

    /** Empty while the person has not decided. */
    public Optional<ConsentDecisionAnswer> decision(String requestId) {
        try {
            return Optional.of(answered(() -> peers.to(NAME).get().uri("/internal/consents/decisions/{id}", requestId).retrieve()
                    .body(ConsentDecisionAnswer.class)));
        } catch (PeerProblem undecided) {
            return Optional.empty();
        }
    }

    /** Whether a recorded consent covers what is asked. */
    public ConsentResolution resolve(ConsentQuestion question) {
        try {
            return answered(() -> peers.to(NAME).post().uri("/internal/consents:resolve").contentType(MediaType.APPLICATION_JSON)
                    .body(question).retrieve().body(ConsentResolution.class));
        } catch (PeerProblem missing) {
            throw new PeerUnavailable(NAME, missing);
        }
    }

    /** Empty for whom the organization does not know. */
    public Optional<MembershipAnswer> membership(String organizationId, String userId) {
        try {
            return Optional.of(answered(() -> peers.to(NAME).get()
                    .uri("/internal/organizations/{organization}/members/{user}", organizationId, userId).retrieve()
                    .body(MembershipAnswer.class)));
        } catch (PeerProblem unknown) {
            return Optional.empty();
        }
    }

    /** Some of an organization's people, as the identity provider lists them now. */
    public PeopleAnswer people(String organizationId, int first) {
        try {
            return answered(
                    () -> peers.to(NAME).get().uri("/internal/organizations/{organization}/people?first={first}", organizationId, first)
                            .retrieve().body(PeopleAnswer.class));
        } catch (PeerProblem unknown) {
            throw new PeerUnavailable(NAME, unknown);
        }
    }

    /** A refusal counts only when it says that the thing does not exist; whatever else is silence. */
    private static <T> T answered(Supplier<@Nullable T> question) {
        try {
            var body = question.get();
            if (body == null) {
                throw new PeerUnavailable(NAME);
            }
            return body;
        } catch (PeerProblem refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND.value()) {
                throw refusal;
            }
            throw new PeerUnavailable(NAME, refusal);
        } catch (RestClientException unreadable) {
            throw new PeerUnavailable(NAME, unreadable);
        }
    }
}
