package io.countersign.web.owner;

import io.countersign.access.AccessRule;
import io.countersign.access.AccessEntry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How keys stand by their owners' own word. A key that its owner does not know counts as ended: absent is never open. */
public final class OwnedAccess {
    private final SortedMap<String, AccessEntry> byKey = new TreeMap<>();

    private OwnedAccess() {
    }

    /**
     * @param asked the keys that matter
     * @param known what owners know, about these and possibly others; of several about one key the higher version counts
     */
    public static OwnedAccess of(Collection<String> asked, Collection<AccessEntry> known) {
        var entries = known.stream().collect(Collectors.toMap(AccessEntry::key, Function.identity(),
                (one, other) -> one.version() >= other.version() ? one : other));
        var answer = new OwnedAccess();
        asked.forEach(key -> answer.byKey.put(key, entries.getOrDefault(key, unknown(key))));
        return answer;
    }

    private static AccessEntry unknown(String key) {
        return new AccessEntry(key, 0, false, true, 0);
    }

    /** What stands in the way of authorizing anything under these keys now: one of them is unknown, suspended or ended. */
    public Optional<AccessRule.Refusal> refusal() {
        return refusal(inForce());
    }

    /**
     * What stands in the way of what was authorized before.
     *
     * @param authorizedUnder epoch per key at that time; each key must have been asked for
     */
    public Optional<AccessRule.Refusal> refusal(Map<String, Long> authorizedUnder) {
        return AccessRule.check(authorizedUnder, key -> {
            var entry = byKey.get(key);
            if (entry == null) {
                throw new IllegalArgumentException("Nobody was asked about " + key);
            }
            return entry;
        });
    }

    /**
     * The epochs in force now: what an authorization given now stores.
     *
     * @throws IllegalStateException when there is a {@link #refusal()}: nothing may be authorized then
     */
    public SortedMap<String, Long> epochs() {
        refusal().ifPresent(refusal -> {
            throw new IllegalStateException("Nothing is to be authorized: " + refusal.reason().code());
        });
        return inForce();
    }

    /** The epochs in force now, whatever stands in the way of authorizing anything under them. */
    public SortedMap<String, Long> inForce() {
        var epochs = new TreeMap<String, Long>();
        byKey.forEach((key, entry) -> epochs.put(key, entry.epoch()));
        return epochs;
    }
}
