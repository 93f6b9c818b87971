package io.countersign.gateway.wire;

import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway waits for its clients.
 *
 * @param idle    for the first byte of a request, on a new or a kept connection; then it is closed
 * @param head    for the rest of a request's head; then it is answered with 408 and closed
 * @param body    for the next bytes of a request's body; then likewise
 * @param request for a request as a whole, from the end of its head on; then likewise
 */
@ConfigurationProperties("countersign.gateway.client-timeouts")
record ClientTimeouts(@DefaultValue("60s") Duration idle, @DefaultValue("10s") Duration head, @DefaultValue("15s") Duration body,
        @DefaultValue("2m") Duration request) {
    ClientTimeouts {
        if (!Stream.of(idle, head, body, request).allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("countersign.gateway.client-timeouts: every time must be longer than nothing");
        }
    }
}
