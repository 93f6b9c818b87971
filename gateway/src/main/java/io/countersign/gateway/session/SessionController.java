package io.countersign.gateway.session;

import io.countersign.gateway.problem.NoParameters;
import io.countersign.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The sessions of whoever asks, seen from within one of them. */
@RestController
@RequestMapping("/api/v1")
class SessionController {
    private final SessionAuthenticator authenticator;
    private final Sessions sessions;

    SessionController(SessionAuthenticator authenticator, Sessions sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    @GetMapping("/session")
    Mono<ResponseEntity<WhoAmI>> whoAmI(ServerHttpRequest request) {
        NoParameters.require(request);
        return authenticator.require(request).map(visitor -> new WhoAmI(visitor.session().userId(), visitor.session().login().name(),
                visitor.session().id(), visitor.session().authenticatedAt(), sessions.idleEnd(visitor.session()),
                sessions.absoluteEnd(visitor.session()), visitor.secret().csrfToken())).map(SessionController::notKept);
    }

    @GetMapping("/sessions")
    Mono<ResponseEntity<All>> all(ServerHttpRequest request) {
        NoParameters.require(request);
        return authenticator.require(request)
                .flatMap(visitor -> sessions.ofUser(visitor.session().userId()).map(all -> new All(all.stream()
                        .map(session -> new One(session.id(), session.authenticatedAt(), session.startedAt(), session.lastSeenAt(),
                                session.id().equals(visitor.session().id())))
                        .toList())))
                .map(SessionController::notKept);
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> end(@PathVariable String id, ServerHttpRequest request) {
        NoParameters.require(request);
        return authenticator.require(request).flatMapMany(visitor -> sessions.ofUser(visitor.session().userId()))
                .flatMapIterable(all -> all).filter(session -> session.id().equals(id))
                .switchIfEmpty(Mono.error(() -> new Problem(HttpStatus.NOT_FOUND, "not_found", "You have no such session.")))
                .concatMap(sessions::end).then();
    }

    private static <T> ResponseEntity<T> notKept(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    /** @param csrfToken goes along with every change, in the header {@code X-CSRF-Token} */
    record WhoAmI(String userId, String name, String sessionId, Instant authenticatedAt, Instant idleEndsAt, Instant endsAt,
            String csrfToken) {
    }

    record All(List<One> items) {
    }

    record One(String id, Instant authenticatedAt, Instant startedAt, Instant lastSeenAt, boolean current) {
    }
}
