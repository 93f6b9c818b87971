package io.countersign.token.authorization;

import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.redirect.RedirectUris;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer.Client;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import io.countersign.token.contract.AuthorizationRequestAnswer.Server;
import io.countersign.token.contract.AuthorizationRequestAnswer.SessionPolicy;
import io.countersign.token.contract.AuthorizationRequestAnswer.State;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import java.net.URI;
import java.time.Clock;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the consent page what a person is asked, in the person's own session only. */
@RestController
class RequestAnswerController {
    private final AuthorizationRequests requests;
    private final Registry registry;
    private final Clock clock;

    RequestAnswerController(AuthorizationRequests requests, Registry registry, Clock clock) {
        this.requests = requests;
        this.registry = registry;
        this.clock = clock;
    }

    @GetMapping("/internal/authorization-requests/{id}")
    AuthorizationRequestAnswer request(@AuthenticationPrincipal Passport caller, @PathVariable String id, @RequestParam String subject,
            @RequestParam String session) {
        if (!caller.has(Passport.SERVICE)) {
            throw Problem.forbidden();
        }
        var request = requests.find(id).filter(known -> known.isOf(known.organizationId(), subject, session))
                .orElseThrow(Problem::notFound);
        if (!(registry.admissible(request.organizationId(), request.clientId(),
                request.resource()) instanceof Authorization.Given given)) {
            throw Problem.notFound();
        }
        var client = given.answer().client();
        var server = given.answer().server();
        return new AuthorizationRequestAnswer(request.id(), request.organizationId(),
                registry.organization(request.organizationId()).orElseThrow(Problem::notFound).name(),
                new Client(client.clientId(), client.name(),
                        client.metadataUrl() == null ? null : URI.create(client.metadataUrl()).getRawAuthority(),
                        client.registrationMethod(), AuthorizationStart.registeredByAnOwner(client), client.metadataUrl(),
                        client.metadataVersion(), request.outdated()),
                new Server(server.serverId(), server.name(), URI.create(server.resource()).getRawAuthority(), server.resource()),
                server.scopes().stream().filter(scope -> request.scopes().contains(scope.name()))
                        .map(scope -> new Scope(scope.name(), scope.description(), scope.required())).toList(),
                request.redirectUri(), RedirectUris.kind(request.redirectUri()), request.subjectId(),
                new SessionPolicy(server.idleSeconds(), server.absoluteSeconds(), server.accessTokenSeconds()), request.expiresAt(),
                state(request));
    }

    private State state(AuthorizationRequest request) {
        if (requests.isTaken(request.id())) {
            return State.DECIDED;
        }
        return request.expired(clock.instant()) ? State.EXPIRED : State.OPEN;
    }
}
