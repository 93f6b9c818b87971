package io.countersign.events.consumer;

import io.countersign.events.consumer.DeadLetterStore.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The operator's way to the dead letters of this service, on the management port only: what waits and why, and trying it again after a
 * mend. What is in an event is never shown.
 */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private final DeadLetterStore letters;
    private final Consumers consumers;

    DeadLettersEndpoint(DeadLetterStore letters, Consumers consumers) {
        this.letters = letters;
        this.consumers = consumers;
    }

    /**
     * @param consumer only its letters
     * @param cursor   as the page before gave it
     */
    @ReadOperation
    Letters list(@Nullable String consumer, @Nullable String cursor, @Nullable Integer limit) {
        var size = limit == null ? PAGE : Math.clamp(limit, 1, LARGEST_PAGE);
        var found = letters.list(consumer, cursor, size + 1);
        var items = found.stream().limit(size).toList();
        return new Letters(items, found.size() > size ? items.getLast().id() : null);
    }

    /** @param aggregateId only its letters; those of all aggregates when absent */
    @WriteOperation
    Retried retry(String consumer, @Nullable String aggregateId) {
        var settled = aggregateId == null ? consumers.retry(consumer) : consumers.retry(consumer, aggregateId);
        return new Retried(settled, letters.waiting(consumer));
    }

    /** @param nextCursor null on the last page */
    record Letters(List<Listed> items, @Nullable String nextCursor) {
    }

    /**
     * @param settled letters whose effect was had now
     * @param waiting letters that are left
     */
    record Retried(int settled, long waiting) {
    }
}
