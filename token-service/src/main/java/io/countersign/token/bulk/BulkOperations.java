package io.countersign.token.bulk;

import io.countersign.events.log.Streams;
import io.countersign.token.contract.BulkOperationEvent;
import org.springframework.stereotype.Component;

/** Operations as the log has them. */
@Component
class BulkOperations {
    private final Streams streams;

    BulkOperations(Streams streams) {
        this.streams = streams;
    }

    BulkOperationState load(String operationId) {
        return streams.load(operationId, BulkOperationState.NONE, BulkOperationEvent.class).state();
    }
}
