package io.countersign.gateway.wire;

import io.countersign.registry.contract.UpstreamTimeouts;
import io.netty.util.AttributeKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway waits for MCP servers and services, once it is connected to them, and how long it keeps their connections.
 *
 * @param head   for the whole head of the final answer, from the request's last byte on
 * @param pieces for the next bytes of its body, unless it is a stream of events
 * @param idle   how long a connection to an MCP server is kept without a call; most servers close theirs after five seconds themselves
 */
@ConfigurationProperties("countersign.gateway.answer-timeouts")
public record AnswerTimeouts(@DefaultValue("60s") Duration head, @DefaultValue("30s") Duration pieces,
        @DefaultValue("4s") Duration idle) {
    /** Where a connection has the times of the request that is sent over it. */
    public static final AttributeKey<AnswerTimeouts> OF_REQUEST = AttributeKey.valueOf(AnswerTimeouts.class, "of-request");

    public AnswerTimeouts {
        if (!head.isPositive() || !pieces.isPositive() || idle.isNegative()) {
            throw new IllegalArgumentException(
                    "countersign.gateway.answer-timeouts: head and pieces must be longer than nothing, idle not shorter");
        }
    }

    /** As the registration of a server says. */
    public AnswerTimeouts of(UpstreamTimeouts server) {
        return new AnswerTimeouts(seconds(server.answerSeconds(), head), seconds(server.pieceSeconds(), pieces),
                seconds(server.idleSeconds(), idle));
    }

    private static Duration seconds(@Nullable Long own, Duration usual) {
        return own == null ? usual : Duration.ofSeconds(own);
    }
}
