package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * How long the gateway waits for a server, and how long it keeps a connection to it; null leaves it to the gateway's own setting.
 *
 * @param answerSeconds for the head of an answer
 * @param pieceSeconds  for the next bytes of an answer that is no stream of events
 * @param idleSeconds   how long a connection without a call is kept; null in events of before there was a choice
 */
public record UpstreamTimeouts(@Nullable Long answerSeconds, @Nullable Long pieceSeconds, @Nullable Long idleSeconds) {
    public static final UpstreamTimeouts DEFAULT = new UpstreamTimeouts(null, null, null);
}
