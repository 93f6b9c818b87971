package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * How long the gateway waits for a server; null leaves it to the gateway's own setting.
 *
 * @param answerSeconds for the head of an answer
 * @param pieceSeconds  for the next bytes of an answer that is no stream of events
 */
public record UpstreamTimeouts(@Nullable Long answerSeconds, @Nullable Long pieceSeconds) {
    public static final UpstreamTimeouts DEFAULT = new UpstreamTimeouts(null, null);
}
