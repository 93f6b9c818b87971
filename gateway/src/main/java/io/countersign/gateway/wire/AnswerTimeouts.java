package io.countersign.gateway.wire;

import io.countersign.registry.contract.UpstreamTimeouts;
import io.netty.util.AttributeKey;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway waits for MCP servers and services, once it is connected to them.
 *
 * @param head   for the whole head of the final answer, from the request's last byte on
 * @param pieces for the next bytes of its body, unless it is a stream of events
 */
@ConfigurationProperties("countersign.gateway.answer-timeouts")
public record AnswerTimeouts(@DefaultValue("60s") Duration head, @DefaultValue("30s") Duration pieces) {
    /** Where a connection has the times of the request that is sent over it. */
    public static final AttributeKey<AnswerTimeouts> OF_REQUEST = AttributeKey.valueOf(AnswerTimeouts.class, "of-request");

    public AnswerTimeouts {
        if (!head.isPositive() || !pieces.isPositive()) {
            throw new IllegalArgumentException("countersign.gateway.answer-timeouts: both times must be longer than nothing");
        }
    }

    /** As the registration of a server says. */
    public AnswerTimeouts of(UpstreamTimeouts server) {
        return new AnswerTimeouts(server.answerSeconds() == null ? head : Duration.ofSeconds(server.answerSeconds()),
                server.pieceSeconds() == null ? pieces : Duration.ofSeconds(server.pieceSeconds()));
    }
}
