package io.countersign.token.contract;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts of one action on many connections (domain.md C20). Topic {@code countersign.token}, subject {@code blk-…}. What became of each
 * connection stands in its own stream, with the beginning of the operation as the cause.
 */
public sealed interface BulkOperationEvent {
    String operationId();

    /**
     * Somebody asked for it, for connections that are named in the same commit.
     *
     * @param selector what was asked for; the connections named are what it stood for then
     * @param targets  how many connections that is
     */
    record BulkOperationStarted(String operationId, String organizationId, Action action, ReasonCode reasonCode, Selector selector,
            int targets, Instant startedAt) implements BulkOperationEvent {
    }

    /** Some of the connections it is about, in the order in which they are worked off. */
    record BulkTargetsNamed(String operationId, List<String> connectionIds) implements BulkOperationEvent {
    }

    /**
     * Some more connections were worked off.
     *
     * @param done      the action took place
     * @param unchanged had ended before
     * @param failed    code of the refusal, by connection
     */
    record BulkOperationAdvanced(String operationId, SortedSet<String> done, SortedSet<String> unchanged,
            SortedMap<String, String> failed)
            implements
                BulkOperationEvent {
    }

    /** What is not worked off yet stays as it is. */
    record BulkOperationCancelled(String operationId, ReasonCode reasonCode, Instant cancelledAt) implements BulkOperationEvent {
    }

    /** What failed is tried again, and what a cancellation had left is worked off. */
    record BulkOperationResumed(String operationId, ReasonCode reasonCode, Instant resumedAt) implements BulkOperationEvent {
    }

    /** Every connection was worked off; some may have failed. */
    record BulkOperationFinished(String operationId, Instant finishedAt) implements BulkOperationEvent {
    }

    /** What is done to each connection. */
    enum Action {
        /** Its access ends. */
        REVOKE,
        /** It leaves the lists; only what has ended may. */
        DELETE
    }

    /** Which connections; what is not said narrows nothing. Ids only. */
    record Selector(@Nullable Status status, @Nullable String clientId, @Nullable String serverId, @Nullable String projectId,
            @Nullable String memberId) {
        /** As lists show it. */
        public enum Status {
            ACTIVE, EXPIRED, REVOKED
        }
    }
}
