package io.countersign.token.usage;

import java.time.Instant;

/** What a gateway reported of a connection's use, and where the fact stands. */
sealed interface UsageFact permits Call, RefusedCall {
    String connectionId();

    /** Those of one connection stand in one, in order. */
    String partition();

    /** Within the partition. */
    long offset();

    /** When it was reported, to the millisecond. */
    Instant at();
}
