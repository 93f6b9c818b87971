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
class SessionTidying implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTidying.class);
    private static final Duration STEP = Duration.ofHours(1);
    private final Disposable tidying;

    SessionTidying(SessionStore sessions, LogoutTokensSeen logouts, Clock clock) {
        tidying = Flux.interval(STEP).onBackpressureDrop()
                .concatMap(tick -> sessions.deleteOver(clock.instant()).then(logouts.forgetOver(clock.instant()))
                        .onErrorResume(failed -> {
                            LOG.warn("Sessions that are over cannot be deleted now", failed);
                            return Mono.empty();
                        }))
                .subscribe();
    }

    @Override
    public void close() {
        tidying.dispose();
    }
}
