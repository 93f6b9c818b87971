package io.countersign.gateway.session;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes once an hour what is over, for servers that do not do it themselves. Nothing rests on it: what is over opens nothing. */
@Component
class ExpiredSessionSweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredSessionSweeper.class);
    private static final Duration STEP = Duration.ofHours(1);
    private final Disposable tidying;

    ExpiredSessionSweeper(SessionStore sessions, SeenLogoutTokens seenTokens, Clock clock) {
        tidying = Flux.interval(STEP).onBackpressureDrop()
                .concatMap(tick -> sessions.deleteOver(clock.instant()).then(seenTokens.forgetOver(clock.instant()))
                        .onErrorResume(failed -> {
                            LOG.warn("Expired sessions cannot be deleted now", failed);
                            return Mono.empty();
                        }))
                .subscribe();
    }

    @Override
    public void close() {
        tidying.dispose();
    }
}
