package io.countersign.token.naming;

import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.View.Row;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A view of names in memory, by organization. */
final class Catalogue<N extends Named> implements LocalView<N> {
    private static final String NOBODYS = "";
    private final Map<String, Glossary<N>> glossaries = new ConcurrentHashMap<>();

    @Override
    public void put(Row<N> row) {
        glossaries.computeIfAbsent(Objects.requireNonNullElse(row.value().organizationId(), NOBODYS), _ -> new Glossary<>())
                .put(row.aggregateId(), row.value());
    }

    @Override
    public void remove(String aggregateId) {
        glossaries.values().forEach(glossary -> glossary.remove(aggregateId));
    }

    /** Asking for what is not there keeps nothing. */
    Glossary<N> of(String organizationId) {
        var known = glossaries.get(organizationId);
        return known == null ? new Glossary<>() : known;
    }
}
