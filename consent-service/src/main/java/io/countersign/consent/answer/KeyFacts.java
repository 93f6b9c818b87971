package io.countersign.consent.answer;

import io.countersign.consent.contract.AccessFact;
import java.util.stream.Stream;

/** What a slice says about the access keys it writes. */
@FunctionalInterface
public interface KeyFacts {
    /** Empty for keys that are not its own. */
    Stream<AccessFact> of(String key);
}
