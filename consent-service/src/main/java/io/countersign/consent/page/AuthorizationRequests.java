package io.countersign.consent.page;

import io.countersign.consent.page.PageRefused.Reason;
import io.countersign.web.passport.Passport;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Asks token-service what a person is to decide; only the person and the session that began a request get an answer. */
@Component
class AuthorizationRequests {
    private static final Pattern ID = Pattern.compile("req-[A-Za-z0-9_-]{1,120}");
    private final Peers peers;

    AuthorizationRequests(Peers peers) {
        this.peers = peers;
    }

    /** @throws PageRefused when there is none for this person in this session, or the answer is not to be had */
    AuthorizationRequestAnswer find(String requestId, Passport person) {
        var session = person.session();
        if (!ID.matcher(requestId).matches() || session == null) {
            throw new PageRefused(Reason.UNKNOWN);
        }
        var found = ask(requestId, person.actor().id(), session);
        if (!found.organizationId().equals(person.organization()) || !found.subjectId().equals(person.actor().id())) {
            throw new PageRefused(Reason.UNKNOWN);
        }
        return found;
    }

    private AuthorizationRequestAnswer ask(String requestId, String subject, String session) {
        try {
            var answer = peers.to("token").get()
                    .uri("/internal/authorization-requests/{id}?subject={subject}&session={session}", requestId, subject, session)
                    .retrieve().body(AuthorizationRequestAnswer.class);
            if (answer == null) {
                throw new PageRefused(Reason.UNAVAILABLE);
            }
            return answer;
        } catch (PeerProblem refused) {
            throw new PageRefused(refused.status() == 404 ? Reason.UNKNOWN : Reason.UNAVAILABLE);
        } catch (PeerUnavailable | RestClientException unusable) {
            throw new PageRefused(Reason.UNAVAILABLE);
        }
    }
}
