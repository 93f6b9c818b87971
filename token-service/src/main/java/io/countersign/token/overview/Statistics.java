package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.Search;
import io.countersign.token.overview.Facets.Bucket;
import io.countersign.token.overview.OrganizationOverview.Expiring;
import io.countersign.token.overview.OrganizationOverview.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The connections of an organization in numbers (O-1): counted in the index when they are asked for, by the rules of the lists and of what
 * these show, so that nothing can drift. A connection that was deleted is in no number.
 */
@Component
class Statistics {
    private static final Duration SOON = Duration.ofDays(7);
    private final ConnectionIndex index;
    private final FilterTranslation translation;
    private final FacetCounts facets;
    private final ClientReach reach;
    private final WaitingClients waiting;
    private final Clock clock;

    Statistics(ConnectionIndex index, FilterTranslation translation, FacetCounts facets, ClientReach reach, WaitingClients waiting,
            Clock clock) {
        this.index = index;
        this.translation = translation;
        this.facets = facets;
        this.reach = reach;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * @param visible  the connections that the caller may see
     * @param projects whose clients the caller may see; null for all
     */
    OrganizationOverview of(String organizationId, Criteria visible, @Nullable SortedSet<String> projects, Optional<Receipt> after) {
        var now = clock.instant();
        return index.ask(after, search -> {
            var listed = translation.of(organizationId, visible, ConnectionFilter.NONE, search);
            var past = new DailySeries(translation.of(organizationId, visible, ConnectionFilter.PAST_INCLUDED, search), search, now);
            return new OrganizationOverview(now, projects == null ? null : new TreeSet<>(projects),
                    standing(organizationId, listed, search, now), waiting.count(organizationId, projects), past.days(),
                    past.slowest().orElse(null), reach.of(organizationId, listed, search, now));
        });
    }

    private Standing standing(String organizationId, TranslatedFilter listed, Search search, Instant now) {
        var before = now.plus(SOON);
        var flagged = Objects.requireNonNull(Objects.requireNonNull(facets.of(organizationId, List.of(Facet.FLAG), listed, search)).flag());
        var byRule = Stream.of(Flag.values()).map(Flag::name).collect(Collectors.toUnmodifiableSet());
        return new Standing(count(Status.ACTIVE, listed, search), count(Status.EXPIRED, listed, search),
                count(Status.REVOKED, listed, search), new Expiring(before, search.count(Criteria.and(
                        listed.at(Status.ACTIVE, listed.all()), FilterTranslation.endsBefore(before)))),
                only(flagged, bucket -> byRule.contains(bucket.value())), only(flagged, bucket -> !byRule.contains(bucket.value())));
    }

    private static long count(Status status, TranslatedFilter listed, Search search) {
        return search.count(listed.at(status, listed.all()));
    }

    private static List<Bucket> only(List<Bucket> buckets, Predicate<Bucket> which) {
        return buckets.stream().filter(which).toList();
    }
}
