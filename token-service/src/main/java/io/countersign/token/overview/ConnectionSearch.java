package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.SearchHit;
import io.countersign.events.search.Order;
import io.countersign.token.overview.ListOrders.Sorting;
import io.countersign.token.overview.ConnectionItems.Item;
import io.countersign.token.directory.People;
import io.countersign.web.api.Paged;
import io.countersign.web.api.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a page of connections, counts all of them, and counts them by what they may be narrowed to. */
@Component
class ConnectionSearch {
    private final ConnectionIndex index;
    private final FilterTranslation translation;
    private final ListOrders orders;
    private final FacetCounts counts;
    private final ConnectionItems items;
    private final People people;

    ConnectionSearch(ConnectionIndex index, FilterTranslation translation, ListOrders orders, FacetCounts counts, ConnectionItems items,
            People people) {
        this.index = index;
        this.translation = translation;
        this.orders = orders;
        this.counts = counts;
        this.items = items;
        this.people = people;
    }

    /** @param visible what the caller may see; all that is found, counted and returned is of it */
    ConnectionPage page(String organizationId, Criteria visible, Question question, PageRequest asked, Optional<Receipt> after) {
        var found = index.ask(after, search -> {
            var narrowed = translation.of(organizationId, visible, question.filter(), search);
            var page = orders.of(organizationId, question.sorting(), narrowed).page(search, narrowed.all(), asked);
            return new Answer(page.items().stream().map(SearchHit::id).toList(), page.nextCursor(), search.count(narrowed.all()),
                    counts.of(organizationId, question.facets(), narrowed, search));
        });
        return new ConnectionPage(items.of(organizationId, found.ids()), found.nextCursor(), new Total(found.total(), Relation.eq),
                found.facets(), people.of(organizationId).known());
    }

    /** All of them in their order, read page by page on the way. */
    Stream<Item> all(String organizationId, Criteria visible, Question question, Optional<Receipt> after) {
        return Stream.iterate(Optional.of(page(organizationId, visible, question, whole(null), after)), Optional::isPresent,
                page -> page.flatMap(read -> Optional.ofNullable(read.nextCursor()))
                        .map(cursor -> page(organizationId, visible, question, whole(cursor), Optional.empty())))
                .flatMap(page -> page.stream().flatMap(read -> read.items().stream()));
    }

    private static PageRequest whole(@Nullable String cursor) {
        return new PageRequest(PageRequest.MAX_LIMIT, cursor);
    }

    /** Those that name it as their predecessor. */
    List<String> successors(Criteria visible, String connectionId, Optional<Receipt> after) {
        return index.ask(after, search -> search
                .top(Criteria.and(visible, Criteria.equal("predecessorId", connectionId)),
                        new Order(List.of(new Order.Value("life.authorizedAt")), true), null, PageRequest.MAX_LIMIT)
                .stream().map(SearchHit::id).toList());
    }

    record Question(ConnectionFilter filter, Sorting sorting, List<Facet> facets) {
    }

    private record Answer(List<String> ids, @Nullable String nextCursor, long total, @Nullable Facets facets) {
    }

    /**
     * One page of connections.
     *
     * @param facets      absent unless they were asked for
     * @param peopleKnown whether the directory has returned people's names; otherwise nobody was found by one, nor sorted by it
     */
    record ConnectionPage(List<Item> items, @Nullable String nextCursor, Total total, @Nullable Facets facets,
            boolean peopleKnown) implements Paged<ConnectionPage> {
        @Override
        public ConnectionPage going(String cursor) {
            return new ConnectionPage(items, cursor, total, facets, peopleKnown);
        }
    }

    record Total(long value, Relation relation) {
    }

    /** How the number stands to the truth: it is always equal. */
    enum Relation {
        eq
    }
}
