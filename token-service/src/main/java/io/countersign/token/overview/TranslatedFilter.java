package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a filter comes to in one organization at one moment.
 *
 * @param always   what holds whatever is counted: what the caller may see and all of the filter that is no facet
 * @param chosen   the part of the filter that chooses among the values of a facet
 * @param statuses what each status means now
 * @param flags    what each flag does
 */
record TranslatedFilter(Criteria always, Map<Facet, Criteria> chosen, Map<Status, Criteria> statuses, Map<Flag, Criteria> flags) {
    TranslatedFilter {
        flags = Map.copyOf(flags);
        chosen = Map.copyOf(chosen);
        statuses = Map.copyOf(statuses);
    }

    Criteria all() {
        return and(chosen.values().stream());
    }

    /** All but what chooses among the facet's own values. */
    Criteria without(Facet facet) {
        return and(chosen.entrySet().stream().filter(each -> each.getKey() != facet).map(Map.Entry::getValue));
    }

    Criteria at(Status status, Criteria among) {
        return Criteria.and(among, statuses.getOrDefault(status, Criteria.nothing()));
    }

    Criteria flagged(Flag flag, Criteria among) {
        return Criteria.and(among, flags.getOrDefault(flag, Criteria.nothing()));
    }

    /** Something for each status. */
    <T> Map<Status, T> each(Function<Status, T> of) {
        return Stream.of(Status.values()).collect(Collectors.toMap(Function.identity(), of));
    }

    private Criteria and(Stream<Criteria> parts) {
        return new Criteria.And(Stream.concat(Stream.of(always), parts).toList());
    }
}
