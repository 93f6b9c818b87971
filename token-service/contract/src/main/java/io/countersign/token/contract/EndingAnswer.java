package io.countersign.token.contract;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection as far as its end goes.
 *
 * @param reasonCode why it was revoked; absent when it was not
 * @param epochs     epoch per access key it was authorized under: whoever knows a later cut knows that it is dead
 */
public record EndingAnswer(String connectionId, @Nullable ReasonCode reasonCode, SortedMap<String, Long> epochs) {
}
