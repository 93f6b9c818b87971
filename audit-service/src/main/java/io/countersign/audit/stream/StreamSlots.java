package io.countersign.audit.stream;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How many streams are open: so many for one caller, so many at all. */
@Component
class StreamSlots {
    private final StreamProperties bounds;
    private final Map<Holder, Integer> taken = new HashMap<>();
    private int all;

    StreamSlots(StreamProperties bounds, MeterRegistry meters) {
        this.bounds = bounds;
        Gauge.builder("countersign.audit.streams", this, StreamSlots::open).description("Open streams of events").register(meters);
    }

    /** @throws Problem 429 when there is none left */
    synchronized Slot take(Passport caller) {
        var holder = new Holder(String.valueOf(caller.organization()), caller.actor());
        var own = taken.getOrDefault(holder, 0);
        if (own >= bounds.ofOne() || all >= bounds.all()) {
            throw new TooMany(own >= bounds.ofOne()
                    ? "You have " + own + " streams open; close one first."
                    : "Too many streams are open; try again later.");
        }
        taken.put(holder, own + 1);
        all++;
        return new Slot(this, holder);
    }

    private synchronized void free(Holder holder) {
        taken.computeIfPresent(holder, (same, own) -> own == 1 ? null : own - 1);
        all--;
    }

    synchronized int open() {
        return all;
    }

    private record Holder(String organization, Actor actor) {
    }

    /** One that is taken until it is closed. */
    record Slot(StreamSlots slots, Holder holder) implements AutoCloseable {
        @Override
        public void close() {
            slots.free(holder);
        }
    }

    private static final class TooMany extends Problem {
        private static final long serialVersionUID = 1;

        TooMany(String detail) {
            super(HttpStatus.TOO_MANY_REQUESTS, "quota_exceeded", detail);
        }

        @Override
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "30");
            return headers;
        }
    }
}
