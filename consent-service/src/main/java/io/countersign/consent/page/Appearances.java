package io.countersign.consent.page;

import io.countersign.consent.page.PageRefused.Reason;
import io.countersign.registry.contract.AppearanceAnswer;
import io.countersign.registry.contract.AppearanceQuestion;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Asks the registry how a client is shown beside its name, and what changed about that: a name that is new is not shown without saying so. */
@Component
class Appearances {
    private final Peers peers;

    Appearances(Peers peers) {
        this.peers = peers;
    }

    /** To show it to the person: the registry may ask for the client's logo now. One that takes too long is left out. */
    AppearanceAnswer toShow(AuthorizationRequestAnswer request) {
        try {
            return ask(new AppearanceQuestion(request.organizationId(), request.client().id(), true));
        } catch (PageRefused slow) {
            return asKnown(request);
        }
    }

    /** As it was shown, unless something changed since. */
    AppearanceAnswer asKnown(AuthorizationRequestAnswer request) {
        return ask(new AppearanceQuestion(request.organizationId(), request.client().id(), false));
    }

    /** @throws PageRefused when the answer is not to be had */
    private AppearanceAnswer ask(AppearanceQuestion question) {
        try {
            var answer = peers.to("registry").post().uri("/internal/clients/appearance").contentType(MediaType.APPLICATION_JSON)
                    .body(question).retrieve()
                    .body(AppearanceAnswer.class);
            if (answer == null) {
                throw new PageRefused(Reason.UNAVAILABLE);
            }
            return answer;
        } catch (PeerProblem | PeerUnavailable | RestClientException unusable) {
            throw new PageRefused(Reason.UNAVAILABLE);
        }
    }
}
