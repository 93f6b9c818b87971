package io.countersign.eventstore.claim;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request with an {@code Idempotency-Key} act once. It is claimed before it acts; whoever repeats it gets the same claim, and so
 * the same generated ids and the same commit id. Claims are kept 24 hours.
 */
public interface RequestClaims {
    /**
     * @param scope   organization, actor and route the key is unique in
     * @param key     the caller's {@code Idempotency-Key}
     * @param request what makes two requests the same, usually the body's bytes
     */
    Outcome claim(String scope, String key, byte[] request);

    /** Keeps the answer for those who repeat the request. */
    void complete(Claim claim, Answer answer);

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

        /** The same request again: repeat the answer, or look for the commit and otherwise act with the same ids. */
        record Repeated(Claim claim, Optional<Answer> answer) implements Outcome {
        }

        /** Another request under the same key (422). */
        record Mismatch() implements Outcome {
        }
    }
}
