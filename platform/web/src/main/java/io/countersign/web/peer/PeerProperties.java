package io.countersign.web.peer;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the peers are.
 *
 * @param services       base address per peer: {@code registry}, {@code consent}, {@code token}, {@code audit}
 * @param peerTimeouts how long a peer may take
 */
@ConfigurationProperties("countersign")
record PeerProperties(@DefaultValue Map<String, URI> services, @DefaultValue Timeouts peerTimeouts) {
    /**
     * @param connect until the connection stands
     * @param read    until the answer is there
     */
    record Timeouts(@DefaultValue("1s") Duration connect, @DefaultValue("2s") Duration read) {
    }
}
