package io.countersign.gateway.session;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who comes with a session's cookie. */
@Component
public class SessionAuthenticator {
    private final Cookies cookies;
    private final Sessions sessions;
    private final CsrfCheck sameSite;

    SessionAuthenticator(Cookies cookies, Sessions sessions, CsrfCheck sameSite) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.sameSite = sameSite;
    }

    /** Whoever is signed in; empty when nobody is. Enough to show a page, not to call the API. */
    public Mono<Visitor> find(ServerHttpRequest request) {
        return Mono.justOrEmpty(cookies.session(request))
                .flatMap(secret -> sessions.of(secret).map(session -> new Visitor(session, secret)));
    }

    /** The session that a request came in, if it still lives; it is not prolonged. */
    public Mono<Session> stillSignedIn(ServerHttpRequest request) {
        return Mono.justOrEmpty(cookies.session(request)).flatMap(sessions::living);
    }

    /**
     * Whoever calls the API from a page of ours; empty when nobody is signed in.
     *
     * @throws Problem 403 when the call does not come from such a page
     */
    public Mono<Visitor> calling(ServerHttpRequest request) {
        return find(request).doOnNext(visitor -> sameSite.require(request, visitor.secret()));
    }

    /** @throws Problem 401 when nobody is signed in, 403 when the call does not come from a page of ours */
    Mono<Visitor> require(ServerHttpRequest request) {
        return calling(request).switchIfEmpty(Mono.error(SessionAuthenticator::notSignedIn));
    }

    private static Problem notSignedIn() {
        return new Problem(HttpStatus.UNAUTHORIZED, "not_signed_in", "Nobody is signed in here: go to /login.");
    }

    /** A session and the secret it was shown with. */
    public record Visitor(Session session, SessionSecret secret) {
    }
}
