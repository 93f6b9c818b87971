package io.countersign.gateway.stream;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * Looks every second which streams have outlived their limits, and every five from where they may be had. One tick for all costs less than a
 * timer for each call.
 */
@Component
class OverdueStreamSweeper implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int ADDRESSES = 5;
    private final Disposable watch;

    OverdueStreamSweeper(OpenStreams streams) {
        watch = Flux.interval(TICK).onBackpressureDrop().subscribe(tick -> {
            streams.endOverdue();
            if (tick % ADDRESSES == 0) {
                streams.endUnreachable();
            }
        });
    }

    @Override
    public void close() {
        watch.dispose();
    }
}
