package io.countersign.gateway.session;

import io.countersign.gateway.peer.AnswerCache;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who is signed in, for all replicas and across restarts. A session is over when it was idle or lived for too long by our clock, or was
 * ended; a replica that knew it learns of its end within five seconds. A database that does not answer signs nobody in.
 */
@Component
public class Sessions {
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);
    private static final int MOST_OF_ONE_USER = 20;

    private final SessionStore store;
    private final SessionProperties limits;
    private final Clock clock;
    private final AnswerCache<String, Session> known;

    Sessions(SessionStore store, SessionProperties limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.known = new AnswerCache<>(KNOWN, clock, this::look);
    }

    /** The session that goes by that secret; empty when there is none, or it is over. */
    public Mono<Session> of(SessionSecret secret) {
        return known.get(secret.hash()).filter(session -> lives(session, clock.instant())).onErrorMap(Sessions::unavailable);
    }

    /** As {@link #of}, by the database's word, and without its counting as use. */
    Mono<Session> living(SessionSecret secret) {
        return store.find(secret.hash()).timeout(PATIENCE).filter(session -> lives(session, clock.instant()))
                .onErrorMap(Sessions::unavailable);
    }

    /**
     * Begins a session under a new secret. The session that the browser had before ends with that; when it was the same person's, the new
     * one keeps its id.
     *
     * @param freshFor the request that asked for this login, see {@link #takeFreshFor}
     */
    public Mono<SessionSecret> begin(Login login, Optional<SessionSecret> before, @Nullable String freshFor) {
        var secret = SessionSecret.random();
        var now = clock.instant();
        return before.map(old -> store.take(old.hash()).doOnNext(this::forget)).orElse(Mono.empty())
                .filter(old -> old.userId().equals(login.userId()) && lives(old, now)).map(Session::id).defaultIfEmpty(secret.hash())
                .map(id -> new Session(secret.hash(), id, login, now, now))
                .flatMap(session -> store.insert(session, now.plus(limits.absolute()), freshFor).then(makeRoom(session)))
                .thenReturn(secret).onErrorMap(Sessions::unavailable);
    }

    /** True once, when the session's login was made for that request. */
    public Mono<Boolean> takeFreshFor(Session session, String request) {
        return store.takeFreshFor(session.key(), request).onErrorMap(Sessions::unavailable);
    }

    /** Those of one person that live, the newest first. */
    public Mono<List<Session>> ofUser(String userId) {
        return store.ofUser(userId).filter(session -> lives(session, clock.instant()))
                .sort(Comparator.comparing(Session::startedAt).reversed()).collectList().onErrorMap(Sessions::unavailable);
    }

    public Mono<Void> end(Session session) {
        return store.take(session.key()).then().doOnSuccess(done -> forget(session)).onErrorMap(Sessions::unavailable);
    }

    /** Ends what the identity provider says is over: a session of its own, all of a user's, or both together where both are named. */
    public Mono<Void> endOfProvider(@Nullable String userId, @Nullable String providerSession) {
        var by = new Document();
        if (userId != null) {
            by.append("user", userId);
        }
        if (providerSession != null) {
            by.append("providerSession", providerSession);
        }
        return by.isEmpty() ? Mono.empty() : store.ofProvider(by).concatMap(this::end).then().onErrorMap(Sessions::unavailable);
    }

    /** When it will be over unless somebody calls in it. */
    Instant idleEnd(Session session) {
        return session.lastSeenAt().plus(limits.idle());
    }

    /** When it will be over in any case. */
    Instant absoluteEnd(Session session) {
        return session.startedAt().plus(limits.absolute());
    }

    /** What is over is deleted where it is found; what lives is marked as seen, once a minute. */
    private Mono<Session> look(String key) {
        var now = clock.instant();
        return store.find(key).timeout(PATIENCE).flatMap(session -> {
            if (!lives(session, now)) {
                return store.take(key).then(Mono.empty());
            }
            return now.isBefore(session.lastSeenAt().plus(SEEN_STEP))
                    ? Mono.just(session)
                    : store.seen(key, now)
                            .thenReturn(new Session(key, session.id(), session.login(), session.startedAt(), now));
        });
    }

    private boolean lives(Session session, Instant now) {
        return now.isBefore(idleEnd(session)) && now.isBefore(absoluteEnd(session));
    }

    private Mono<Void> makeRoom(Session newest) {
        return store.ofUser(newest.userId()).filter(session -> !session.key().equals(newest.key()))
                .sort(Comparator.comparing(Session::lastSeenAt).reversed()).skip(MOST_OF_ONE_USER - 1L).concatMap(this::end).then();
    }

    private void forget(Session session) {
        known.forget(other -> other.key().equals(session.key()));
    }

    private static Throwable unavailable(Throwable failure) {
        if (failure instanceof Problem) {
            return failure;
        }
        var problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable",
                "A part of the service cannot be reached; try again.");
        problem.initCause(failure);
        return problem;
    }
}
