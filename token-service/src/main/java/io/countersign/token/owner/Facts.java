package io.countersign.token.owner;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.AccessFact;
import io.countersign.access.AccessRule;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Owners' facts by key; a key that is not among them is open at epoch 0. */
public record Facts(Map<String, AccessEntry> byKey) {
    public static Facts of(Collection<AccessFact> facts) {
        return new Facts(facts.stream()
                .map(fact -> new AccessEntry(fact.key(), fact.epoch(), fact.suspended(), fact.ended(), fact.version()))
                .collect(Collectors.toMap(AccessEntry::key, Function.identity(),
                        (one, other) -> one.version() >= other.version() ? one : other)));
    }

    /** The epochs in force now: what an authorization given now stores. */
    public SortedMap<String, Long> epochs(Collection<String> keys) {
        var epochs = new TreeMap<String, Long>();
        for (var key : keys) {
            var entry = byKey.get(key);
            epochs.put(key, entry == null ? 0L : entry.epoch());
        }
        return epochs;
    }

    /** The first refusal for what was authorized under these epochs. */
    public Optional<AccessRule.Refusal> refusal(Map<String, Long> authorizedUnder) {
        return AccessRule.check(authorizedUnder, byKey::get);
    }
}
