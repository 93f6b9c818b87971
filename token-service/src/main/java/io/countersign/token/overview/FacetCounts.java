package io.countersign.token.overview;

import io.countersign.events.search.Search;
import io.countersign.events.search.ValueCount;
import io.countersign.token.naming.NameLookup;
import io.countersign.token.naming.Named;
import io.countersign.token.naming.Names;
import io.countersign.token.overview.Facets.Bucket;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the connections of a list by each value of a facet, that facet's own choice aside. */
@Component
class FacetCounts {
    private static final int MOST = 100;
    private static final String USED = ConnectionIndex.LAST_USED;
    private final Names names;

    FacetCounts(Names names) {
        this.names = names;
    }

    /** Null when none is asked for. */
    @Nullable
    Facets of(String organizationId, List<Facet> asked, TranslatedFilter filtered, Search search) {
        if (asked.isEmpty()) {
            return null;
        }
        var counted = asked.stream().distinct()
                .collect(Collectors.toMap(Function.identity(), facet -> buckets(organizationId, facet, filtered, search)));
        return new Facets(counted.get(Facet.STATUS), counted.get(Facet.CLIENT), counted.get(Facet.SERVER), counted.get(Facet.PROJECT),
                counted.get(Facet.REGISTRATION_METHOD), counted.get(Facet.FLAG));
    }

    private List<Bucket> buckets(String organizationId, Facet facet, TranslatedFilter filtered, Search search) {
        var among = filtered.without(facet);
        return switch (facet) {
            case STATUS -> Stream.of(Status.values())
                    .map(status -> new Bucket(status.name(), null, search.count(filtered.at(status, among)))).toList();
            case CLIENT -> named(search.tally(among, "parties.clientId", USED), names.clients(organizationId));
            case SERVER -> named(search.tally(among, "parties.serverId", USED), names.servers(organizationId));
            case PROJECT -> named(search.tally(among, "parties.projectId", USED), names.projects(organizationId));
            case REGISTRATION_METHOD -> methods(organizationId, search.tally(among, "parties.clientId", USED));
            case FLAG -> most(Stream.concat(
                    Stream.of(Flag.values()).map(flag -> new Bucket(flag.name(), null, search.count(filtered.flagged(flag, among))))
                            .filter(bucket -> bucket.count() > 0),
                    search.tally(among, "flags", USED).entrySet().stream()
                            .map(each -> new Bucket(each.getKey(), null, each.getValue().count()))));
        };
    }

    private List<Bucket> methods(String organizationId, Map<String, ValueCount> byClient) {
        var clients = names.clients(organizationId);
        var counts = byClient.entrySet().stream().collect(Collectors.groupingBy(
                each -> clients.find(each.getKey()).map(client -> Objects.requireNonNullElse(client.registrationMethod(), "")).orElse(""),
                Collectors.summingLong(each -> each.getValue().count())));
        return most(counts.entrySet().stream().filter(each -> !each.getKey().isEmpty())
                .map(each -> new Bucket(each.getKey(), null, each.getValue())));
    }

    private static List<Bucket> named(Map<String, ValueCount> counted, NameLookup<? extends Named> names) {
        return most(counted.entrySet().stream()
                .map(each -> new Bucket(each.getKey(), names.find(each.getKey()).map(Named::name).orElse(null), each.getValue().count())));
    }

    private static List<Bucket> most(Stream<Bucket> buckets) {
        return buckets.sorted(Comparator.comparingLong(Bucket::count).reversed().thenComparing(Bucket::value)).limit(MOST).toList();
    }
}
