package io.countersign.token.authorization;

import io.countersign.consent.contract.ConsentDecisionAnswer;
import io.countersign.access.AccessKeys;
import io.countersign.token.redirect.RedirectUris;
import io.countersign.web.passport.Passport;
import io.countersign.token.OnBehalf;
import io.countersign.token.authorization.AuthorizationRefused.AtClient;
import io.countersign.token.authorization.AuthorizationRefused.OnPage;
import io.countersign.token.code.AuthorizationCodes;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.login.LoginDemands;
import io.countersign.token.owner.Consents;
import io.countersign.token.owner.DelegatedAccess;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The second half of an authorization (RFC 6749 section 4.1.2): what the person decided is taken up, once, in the session in which it was
 * asked, and the browser goes back to the client with a code or a refusal.
 */
@Component
class AuthorizationCompletion {
    private final AuthorizationRequests requests;
    private final Consents consents;
    private final Registry registry;
    private final Admission admission;
    private final AuthorizationCodes codes;
    private final LoginDemands logins;
    private final Clock clock;

    AuthorizationCompletion(AuthorizationRequests requests, Consents consents, Registry registry, Admission admission,
            AuthorizationCodes codes,
            LoginDemands logins, Clock clock) {
        this.requests = requests;
        this.consents = consents;
        this.registry = registry;
        this.admission = admission;
        this.codes = codes;
        this.logins = logins;
        this.clock = clock;
    }

    /**
     * A yes, and the consent it stands in.
     *
     * @param decisionId the event that tells of it; null where it was said before
     */
    record Yes(String consentId, long version, long consentEpoch, long memberEpoch, List<String> scopes, @Nullable String decisionId) {
    }

    /**
     * @return where the browser goes next
     * @throws AuthorizationRefused when it does not go on
     */
    String proceed(Issuer issuer, Passport person, String requestId) {
        var request = requests.find(requestId)
                .filter(known -> known.isOf(issuer.organizationId(), person.actor().id(), person.session()))
                .orElseThrow(() -> new OnPage("There is no such request", "It is not waiting for you in this browser session.",
                        "Go back to your MCP client and connect again."));
        if (requests.isTaken(requestId)) {
            throw answered();
        }
        if (request.expired(clock.instant())) {
            throw new OnPage("This took too long", "A request waits for ten minutes, and this one has run out. Nothing was allowed.",
                    "Go back to your MCP client and connect again.");
        }
        if (logins.unmet(request.organizationId(), request.clientId(), request.subjectId(), person.authenticatedAt())) {
            throw new OnPage("You have to sign in again",
                    "Since you signed in, a connection of yours with this client was ended so that you "
                            + "do. Nothing was allowed.",
                    "Go back to your MCP client and connect again.");
        }
        var decision = consents.decision(requestId);
        return decision.map(answer -> takenUp(issuer, request, answer)).orElseGet(() -> issuer.uri() + "/consent/" + requestId);
    }

    private String takenUp(Issuer issuer, AuthorizationRequest request, ConsentDecisionAnswer decision) {
        if (!requests.take(request.id())) {
            throw answered();
        }
        var callback = new Callback(request.redirectUri(), request.state(), issuer.uri());
        if (!decision.outcome().equals("GRANTED")) {
            throw new AtClient(callback, "access_denied", "The person said no");
        }
        if (!(registry.admissible(request.organizationId(), request.clientId(),
                request.resource()) instanceof Authorization.Given given)) {
            throw new AtClient(callback, "access_denied", "The client may not reach this resource any more");
        }
        if (!RedirectUris.matches(given.answer().client().redirectUris(), request.redirectUri())) {
            throw new OnPage("The client changed meanwhile", "It no longer names the address you would be sent back to as its own.",
                    "Go back to your MCP client and connect again.");
        }
        return granted(request, callback, given, new Yes(decision.consentId(), decision.version(), decision.consentEpoch(),
                decision.memberEpoch(), decision.grantedScopes(), decision.decisionId()));
    }

    /** C13: of what was requested what the person allowed, and all that the server requires of it. */
    String granted(AuthorizationRequest request, Callback callback, Authorization.Given given, Yes yes) {
        var answer = given.answer();
        var scopes = new TreeSet<>(yes.scopes());
        scopes.retainAll(request.scopes());
        scopes.retainAll(DelegatedAccess.allowed(answer));
        if (!AuthorizationStart.grantsRequired(request, answer, scopes) || (scopes.isEmpty() && !request.scopes().isEmpty())) {
            throw new AtClient(callback, "access_denied", "Not all that the server requires was allowed");
        }
        given.access(request.epochs().keySet()).refusal(request.epochs()).ifPresent(refusal -> {
            throw new AtClient(callback, "access_denied", "Access was ended meanwhile (" + refusal.reason().code() + ")");
        });
        var epochs = admission.epochs(request, callback, given, yes);
        epochs.put(AccessKeys.consent(yes.consentId()), yes.consentEpoch());
        epochs.put(AccessKeys.member(request.organizationId(), request.subjectId()), yes.memberEpoch());
        var parties = new Parties(request.organizationId(), request.projectId(), request.clientId(), request.serverId(), request.resource(),
                SubjectType.MEMBER, request.subjectId(), yes.consentId());
        return callback.granted(codes.issue((id, issuedAt, expiresAt) -> new AuthorizationCodeIssued(id, request.id(), parties, scopes,
                epochs, yes.version(), request.redirectUri(), request.codeChallenge(), request.browserId(), issuedAt, expiresAt),
                OnBehalf.member(request.subjectId(), request.organizationId(), yes.decisionId())));
    }

    private static OnPage answered() {
        return new OnPage("This was answered already", "The request was taken up once, and your MCP client has the answer.",
                "Go back to your MCP client; if it still waits, connect again.");
    }
}
