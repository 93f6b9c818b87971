package io.countersign.token.naming;

import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.View.Row;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A view of names in memory, by organization. */
final class NameTable<N extends Named> implements LocalView<N> {
    private static final String NOBODYS = "";
    private final Map<String, NameLookup<N>> glossaries = new ConcurrentHashMap<>();

    @Override
    public void put(Row<N> row) {
        glossaries.computeIfAbsent(Objects.requireNonNullElse(row.value().organizationId(), NOBODYS), _ -> new NameLookup<>())
                .put(row.aggregateId(), row.value());
    }

    @Override
    public void remove(String aggregateId) {
        glossaries.values().forEach(glossary -> glossary.remove(aggregateId));
    }

    /** Asking for what is not there keeps nothing. */
    NameLookup<N> of(String organizationId) {
        var known = glossaries.get(organizationId);
        return known == null ? new NameLookup<>() : known;
    }
}
