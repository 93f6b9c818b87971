package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Facets and groups count exactly what the list of connections shows (EL-03, C26). */
class ConnectionCountsTest extends ConnectionQuestions {
    @Test
    void everyFacetCountsTheListWithoutItsOwnChoice() {
        for (var n = 0; n < QUESTIONS / 4; n++) {
            var caller = callers().get(random.nextInt(4));
            var filter = filter();
            var facets = service.get(caller.passport(), LIST + "?facets=" + String.join(",", ExpectedConnections.FACETS) + query(filter))
                    .body().path("facets");
            for (var facet : ExpectedConnections.FACETS) {
                var wanted = expected().facet(facet, caller.sees(), filter);
                assertThat(counts(facets.path(name(facet)))).as(facet + query(filter)).isEqualTo(wanted);
            }
        }
        assertThat(service.get(callers().getFirst().passport(), LIST).body().path("facets").isNull()).isTrue();
    }

    private static String name(String facet) {
        return facet.equals("REGISTRATION_METHOD") ? "registrationMethod" : facet.toLowerCase(Locale.ROOT);
    }

    /** What is none is as if it were not there. */
    private static Map<String, Long> counts(JsonNode buckets) {
        var counts = new TreeMap<String, Long>();
        buckets.forEach(bucket -> counts.put(bucket.path("value").asString(), bucket.path("count").asLong()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Test
    void groupsCountWhatTheListShows() {
        for (var by : List.of("client", "member", "server", "project")) {
            for (var caller : callers()) {
                var filter = filter();
                var sort = List.of("name", "total", "active", "expired", "revoked", "lastUsedAt").get(random.nextInt(6));
                var address = LIST + "/groups?by=" + by + "&sort=" + sort + query(filter);
                var found = new TreeMap<String, String>();
                var groups = pages(caller.passport(), address, 1 + random.nextInt(5));
                groups.forEach(group -> found.put(group.path("id").asString(), "%s %d %d %d %d %s".formatted(group.path("name").asString(),
                        group.path("total").asLong(), group.path("active").asLong(), group.path("expired").asLong(),
                        group.path("revoked").asLong(), group.path("lastUsedAt").asString())));

                assertThat(found).as(address).isEqualTo(expected().groups(by, caller.sees(), filter)).hasSize(groups.size());
                assertThat(groups.stream().map(group -> group.path(sort).asString("").toLowerCase(Locale.ROOT)).toList())
                        .as(address).isSortedAccordingTo((one, other) -> sort.equals("name")
                                ? one.compareTo(other)
                                : sort.equals("lastUsedAt")
                                        ? Instant.parse(other.toUpperCase(Locale.ROOT))
                                                .compareTo(Instant.parse(one.toUpperCase(Locale.ROOT)))
                                        : Long.compare(Long.parseLong(other), Long.parseLong(one)));
            }
        }
    }
}
