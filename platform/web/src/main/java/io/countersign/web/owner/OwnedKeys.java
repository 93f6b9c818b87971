package io.countersign.web.owner;

import io.countersign.access.AccessKeys;
import io.countersign.access.AccessEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this service says about the keys it owns, all its {@link AccessOwner}s together. */
public final class OwnedKeys {
    private final Supplier<Stream<AccessOwner>> owners;
    private volatile @Nullable Map<String, AccessOwner> byKind;

    /** @param owners asked at the first question, since owners and what asks them are created in any order, and never again */
    public OwnedKeys(Supplier<Stream<AccessOwner>> owners) {
        this.owners = owners;
    }

    boolean owns(String key) {
        return owner(key).isPresent();
    }

    /** Covers each of the keys once, however often it is asked for. */
    public AccessAnswer answer(Collection<String> keys) {
        var known = new ArrayList<AccessEntry>();
        var unknown = new ArrayList<String>();
        for (var key : new LinkedHashSet<>(keys)) {
            owner(key).flatMap(owner -> owner.find(key)).ifPresentOrElse(known::add, () -> unknown.add(key));
        }
        return new AccessAnswer(known, unknown);
    }

    private Optional<AccessOwner> owner(String key) {
        var known = byKind;
        if (known == null) {
            var found = new HashMap<String, AccessOwner>();
            owners.get().forEach(owner -> owner.kinds().forEach(kind -> found.putIfAbsent(kind, owner)));
            known = Map.copyOf(found);
            byKind = known;
        }
        return Optional.ofNullable(known.get(AccessKeys.kind(key)));
    }
}
