package io.countersign.eventstore.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request with an {@code Idempotency-Key} act once. It is claimed before it acts; whoever repeats it gets the same claim, and so
 * the same generated ids and the same commit id, or is told that the first is still at it: for as long as {@link #ACTING} at most, then
 * it counts as gone. Claims are kept 24 hours.
 */
public interface RequestClaims {
    /** How long a request may act before a repeat takes it over; a commit is given up sooner. */
    Duration ACTING = Duration.ofSeconds(15);

    /**
     * @param scope   organization, actor and route the key is unique in
     * @param key     the caller's {@code Idempotency-Key}
     * @param request what makes two requests the same, usually the body's bytes
     */
    Outcome claim(String scope, String key, byte[] request);

    /** Keeps the answer for those who repeat the request. */
    void complete(Claim claim, Answer answer);

    /** The request was refused and nothing happened: its key is free again, for another request too. */
    void release(Claim claim);

    /** Whoever acted on the request does so no longer, and whether it took effect is not said: the next repeat may act. */
    void abandon(Claim claim);

    /**
     * A request that this platform has taken on.
     *
     * @param idSeed   every id the request generates is derived from it
     * @param commitId the commit it leads to, at most once
     */
    record Claim(String id, String requestHash, String idSeed, String commitId, Instant createdAt) {
    }

    /** The answer that was given, as the web layer wants it back. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Answer(var otherStatus, var otherHeaders, var otherBody)
                    && status == otherStatus && headers.equals(otherHeaders) && Arrays.equals(body, otherBody);
        }

        @Override
        public int hashCode() {
            return Objects.hash(status, headers, Arrays.hashCode(body));
        }
    }

    /** What a claim met. */
    sealed interface Outcome {
        /** The first of its kind: act. */
        record Fresh(Claim claim) implements Outcome {
        }

        /** Somebody acts on the same request right now: ask again in a moment. */
        record Busy() implements Outcome {
        }

        /** The same request again: repeat the answer, or look for the commit and otherwise act with the same ids, which nobody else does now. */
        record Repeated(Claim claim, Optional<Answer> answer) implements Outcome {
        }

        /** Another request under the same key (422). */
        record Mismatch() implements Outcome {
        }
    }
}
