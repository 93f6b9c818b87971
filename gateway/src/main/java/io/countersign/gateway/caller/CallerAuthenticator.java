package io.countersign.gateway.caller;

import io.countersign.gateway.session.Session;
import io.countersign.gateway.session.SessionAuthenticator;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Authenticates a call of the native API. One {@code Authorization: Bearer} header, a management key or a token of the identity provider
 * for our audience; without such a header a session's cookie, with proof that a page of ours calls. An MCP access token opens nothing
 * here.
 */
@Component
public class CallerAuthenticator {
    private static final String SCHEME = "Bearer ";

    private final ManagementKeys keys;
    private final People people;
    private final SessionAuthenticator authenticator;

    CallerAuthenticator(ManagementKeys keys, People people, SessionAuthenticator authenticator) {
        this.keys = keys;
        this.people = people;
        this.authenticator = authenticator;
    }

    /** What was presented holds, whatever organization the call is about. */
    public Mono<Credential> authenticate(ServerHttpRequest request) {
        return credential(request, authenticator.calling(request).map(SessionAuthenticator.Visitor::session));
    }

    /** Whether what a request presented, which is answered still, holds: looking is no call in a session and does not prolong it. */
    public Mono<Credential> lookAgain(ServerHttpRequest request) {
        return credential(request, authenticator.stillSignedIn(request));
    }

    private Mono<Credential> credential(ServerHttpRequest request, Mono<Session> session) {
        List<String> sent = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (sent.isEmpty()) {
            return session.switchIfEmpty(Mono.error(CallerAuthenticator::unauthenticated)).map(people::inSession);
        }
        if (sent.size() != 1 || !sent.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.error(unauthenticated());
        }
        var presented = sent.getFirst().substring(SCHEME.length());
        return (presented.startsWith(ManagementKeys.PREFIX) ? keys.authenticate(presented) : people.authenticate(presented))
                .switchIfEmpty(Mono.error(CallerAuthenticator::unauthenticated));
    }

    private static Problem unauthenticated() {
        return new Problem(HttpStatus.UNAUTHORIZED, "token_invalid",
                "Present a management key or a token of the identity provider, or sign in.");
    }

    /** A credential that holds; whether it belongs to an organization is the next question. */
    @FunctionalInterface
    public interface Credential {
        /** The caller as this organization knows it; empty when it does not belong there. */
        Mono<Caller> in(OrganizationAnswer organization);

        /** The caller as the installation knows it, outside any organization: a platform operator; empty for everybody else. */
        default Mono<Passport> ofInstallation() {
            return Mono.empty();
        }

        /** Of the person who presented it, where that is known. */
        default @Nullable String name() {
            return null;
        }
    }
}
