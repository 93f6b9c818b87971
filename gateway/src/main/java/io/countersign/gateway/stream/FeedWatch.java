package io.countersign.gateway.stream;

import io.countersign.gateway.enforcement.RevocationProperties;
import io.countersign.starter.access.AccessTable;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Ends every open stream when the access feed has been silent for too long: nobody could end them one by one. */
@Component
class FeedWatch implements AutoCloseable {
    private final Disposable watch;

    FeedWatch(AccessTable table, OpenStreams streams, RevocationProperties limits) {
        watch = Flux.interval(Duration.ofSeconds(1)).onBackpressureDrop()
                .filter(tick -> table.age().compareTo(limits.closeStreams()) > 0).subscribe(silent -> streams.endAll());
    }

    @Override
    public void close() {
        watch.dispose();
    }
}
