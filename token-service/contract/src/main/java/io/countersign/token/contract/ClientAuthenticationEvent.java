package io.countersign.token.contract;

import java.time.Instant;

/** Facts about how a client authenticates. Topic {@code countersign.token}, subject {@code fnd-…}, a hash of client and day. */
public sealed interface ClientAuthenticationEvent {
    String findingId();

    /**
     * Somebody presents wrong credentials in a client's name again and again. A finding of one day (UTC), and closed with it; a client that
     * nobody knows has none.
     *
     * @param day      when that day began
     * @param failures that one replica had seen of it by then
     */
    record RepeatedAuthenticationFailuresDetected(String findingId, String clientId, Instant day, long failures, Instant detectedAt)
            implements
                ClientAuthenticationEvent {
    }
}
