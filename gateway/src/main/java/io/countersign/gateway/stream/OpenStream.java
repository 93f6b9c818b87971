package io.countersign.gateway.stream;

import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.enforcement.AccessToken;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One answer under way, and the switch that ends it. */
public final class OpenStream {
    private final AccessToken token;
    private final String correlationId;
    private final Instant until;
    private final Mono<Boolean> reachable;
    private final Sinks.One<OpenStream> cut = Sinks.one();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean outlived;
    private final AtomicReference<@Nullable AccessRefused> reason = new AtomicReference<>();

    /**
     * @param correlationId of the call that is answered
     * @param until         when it ends at the latest
     * @param reachable     whether its server may be called from where the call came
     */
    OpenStream(AccessToken token, String correlationId, Instant until, Mono<Boolean> reachable) {
        this.token = token;
        this.correlationId = correlationId;
        this.until = until;
        this.reachable = reachable;
    }

    Mono<Boolean> reachable() {
        return reachable;
    }

    String correlationId() {
        return correlationId;
    }

    Instant until() {
        return until;
    }

    AccessToken token() {
        return token;
    }

    /** Emits once, when the answer has to end. */
    public Mono<OpenStream> cut() {
        return cut.asMono();
    }

    public boolean ended() {
        return ended.get();
    }

    /** Whether it was only time that ended it, and not that access was taken away. */
    public boolean outlived() {
        return outlived;
    }

    /** Why a call may not go on; empty when the gateway cannot know whether it might. */
    public Optional<AccessRefused> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** Its time is over; why is null when that is not the token's. */
    void endOverdue(@Nullable AccessRefused why) {
        end(why, true);
    }

    /** @return false when it had been ended before */
    boolean end(@Nullable AccessRefused why) {
        return end(why, false);
    }

    private boolean end(@Nullable AccessRefused why, boolean overdue) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        reason.set(why);
        outlived = overdue;
        cut.tryEmitValue(this).orThrow();
        return true;
    }
}
