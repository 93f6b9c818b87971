package io.countersign.gateway.route;

import io.countersign.gateway.session.Session;
import io.countersign.gateway.session.Sessions;
import io.countersign.gateway.signin.LocalTarget;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether a login is as recent as a request demands. A login that was made for this very request satisfies it once; otherwise
 * {@code prompt=login} would send people round in circles.
 */
@Component
class FreshLogin {
    private final Sessions sessions;
    private final Clock clock;

    FreshLogin(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    Mono<Boolean> given(Optional<Session> session, ServerHttpRequest request, LoginRequirement requirement) {
        if (session.isEmpty() || requirement.freshness().satisfiedBy(session.get().authenticatedAt(), clock.instant())) {
            return Mono.just(session.isPresent());
        }
        return LocalTarget.read(LoginRequirement.address(request))
                .map(target -> sessions.takeFreshFor(session.get(), target.hash())).orElse(Mono.just(false));
    }
}
