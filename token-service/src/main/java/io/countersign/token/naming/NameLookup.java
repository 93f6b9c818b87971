package io.countersign.token.naming;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the things of one kind are called in one organization, by their ids. */
public final class NameLookup<N extends Named> {
    private final Map<String, N> names = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile Ranking ranking = new Ranking(-1, List.of(), Map.of());

    void put(String id, N name) {
        if (!name.equals(names.put(id, name))) {
            changes.incrementAndGet();
        }
    }

    void remove(String id) {
        if (names.remove(id) != null) {
            changes.incrementAndGet();
        }
    }

    public Optional<N> find(String id) {
        return Optional.ofNullable(names.get(id));
    }

    /** The ids of those that this is true of. */
    public Set<String> ids(BiPredicate<String, N> which) {
        return names.entrySet().stream().filter(each -> which.test(each.getKey(), each.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where it stands in the order of the names; what has none stands behind all. */
    public long rank(String id) {
        var now = ranking();
        return now.ranks().getOrDefault(id, now.ids().size());
    }

    /** What stands at that place, empty for what has no name. */
    public String at(long rank) {
        var now = ranking();
        return rank < 0 || rank >= now.ids().size() ? "" : now.ids().get((int) rank);
    }

    /** Made again when a name has changed. */
    private Ranking ranking() {
        var known = ranking;
        var at = changes.get();
        if (known.at() == at) {
            return known;
        }
        var ids = names.entrySet().stream().map(each -> Map.entry(each.getValue().name().toLowerCase(Locale.ROOT), each.getKey()))
                .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue(Comparator.naturalOrder())))
                .map(Map.Entry::getValue).toList();
        var ranked = new Ranking(at, ids, IntStream.range(0, ids.size()).boxed().collect(Collectors.toMap(ids::get, rank -> rank)));
        ranking = ranked;
        return ranked;
    }

    /** @param at how many changes it knows of */
    private record Ranking(long at, List<String> ids, Map<String, Integer> ranks) {
    }
}
