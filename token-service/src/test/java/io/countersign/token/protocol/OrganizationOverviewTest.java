package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.protocol.GeneratedConnections.Generated;
import io.countersign.web.passport.Passport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** O-1, C26: each number of the overview is the total of the list that it leads to, for whoever asks. */
@Tag("broker")
class OrganizationOverviewTest {
    private static final String ORGANIZATION = "/api/v1/orgs/org-1";
    private static final String LIST = ORGANIZATION + "/connections?limit=1";
    @TempDir
    static Path directory;
    private static GeneratedConnections generated;
    private static FilledTokenService filled;
    private static RunningTokenService service;

    @BeforeAll
    static void fill() throws Exception {
        generated = new GeneratedConnections(20_261_127, 1_500);
        filled = new FilledTokenService(directory, generated);
        service = filled.service;
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    private static List<Passport> callers() {
        return List.of(owner(), service.person("org-1", "usr-0", "auditor"), service.person("org-1", "usr-1", "project-admin:prj-1"));
    }

    private static Passport owner() {
        return service.person("org-1", "usr-0", "owner");
    }

    @Test
    void whatStandsIsWhatTheListsCount() {
        for (var caller : callers()) {
            var connections = overview(caller).path("connections");

            assertThat(connections.path("active").asLong()).isEqualTo(total(caller, "&status=ACTIVE")).isPositive();
            assertThat(connections.path("expired").asLong()).isEqualTo(total(caller, "&status=EXPIRED")).isPositive();
            assertThat(connections.path("revoked").asLong()).isEqualTo(total(caller, "&status=REVOKED")).isPositive();
            assertThat(connections.at("/expiring/count").asLong())
                    .isEqualTo(total(caller, "&expiresBefore=" + connections.at("/expiring/before").asString())).isPositive();
            for (var each : List.of("flags", "findings")) {
                assertThat(connections.path(each)).isNotEmpty().allSatisfy(bucket -> assertThat(bucket.path("count").asLong())
                        .isEqualTo(total(caller, "&flag=" + bucket.path("value").asString())));
            }
            assertThat(values(connections.path("flags"))).contains("DORMANT", "NEVER_USED", "ORPHANED", "OWNERLESS_CLIENT");
            assertThat(values(connections.path("findings"))).containsExactlyInAnyOrder("REVIEW", "REPEATED_REFRESH");
        }
    }

    @Test
    void everyDayIsWhatTheListsCountOfIt() {
        for (var caller : callers()) {
            var days = overview(caller).path("days").valueStream().toList();

            assertThat(days).hasSize(30);
            assertThat(days.getLast().path("date").asString()).isEqualTo(today().toString());
            for (var day : days) {
                var from = LocalDate.parse(day.path("date").asString());
                assertThat(day.path("opened").asLong()).isEqualTo(total(caller, within("authorized", from)));
                assertThat(day.path("ended").asLong()).isEqualTo(total(caller, within("ended", from)));
                assertThat(day.path("endedBy").valueStream().mapToLong(JsonNode::asLong).sum()).isEqualTo(day.path("ended").asLong());
                assertThat(day.at("/endedBy/EXPIRED").asLong()).isEqualTo(total(caller, "&status=EXPIRED" + within("ended", from)));
            }
            assertThat(days).anyMatch(day -> day.path("opened").asLong() > 0).anyMatch(day -> day.at("/endedBy/LEAVER").asLong() > 0)
                    .anyMatch(day -> day.at("/endedBy/EXPIRED").asLong() > 0);
        }
    }

    /** As the gateways told, of what the caller sees. */
    @Test
    void callsAndRefusalsStandOnTheirDays() {
        for (var caller : List.of(callers().getFirst(), callers().getLast())) {
            var seen = generated.all.stream().filter(one -> one.organization().equals("org-1")).filter(one -> one.calledAt() != null)
                    .filter(one -> caller.has("owner") || one.server().project().equals("prj-1")
                            || (one.type() == SubjectType.MEMBER && one.subject().equals("usr-1")))
                    .collect(Collectors.groupingBy(
                            one -> LocalDate.ofInstant(Objects.requireNonNull(one.calledAt()), ZoneOffset.UTC).toString()));

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> overview(caller).path("days").forEach(day -> {
                var called = seen.getOrDefault(day.path("date").asString(), List.of());
                var refused = called.stream().filter(Generated::refused).count();
                assertThat(day.path("calls").asLong()).isEqualTo(called.size());
                assertThat(day.path("refused").asLong()).isEqualTo(refused);
                assertThat(day.at("/refusedBy/insufficient_scope").asLong()).isEqualTo(refused);
            }));
            assertThat(overview(caller).path("days")).anyMatch(day -> day.path("refused").asLong() > 0);
        }
    }

    /** What nobody tried afterwards, and what nobody saw arrive, is no measurement. */
    @Test
    void theTimeToRefusalIsOfThoseThatWereTried() {
        var overview = overview(owner());
        var measured = generated.all.stream().filter(one -> one.organization().equals("org-1")).filter(one -> one.number() % 3 > 0)
                .filter(one -> one.lagMillis() >= 0).filter(one -> endedSince(one, today().minusDays(29)))
                .collect(Collectors
                        .groupingBy(one -> LocalDate.ofInstant(Objects.requireNonNull(one.revokedAt()), ZoneOffset.UTC).toString()));

        assertThat(measured).isNotEmpty();
        for (var day : overview.path("days")) {
            var lags = measured.getOrDefault(day.path("date").asString(), List.of()).stream().map(Generated::lagMillis).sorted().toList();
            assertThat(day.at("/toRefusal/tried").asInt()).isEqualTo(lags.size());
            assertThat(day.at("/toRefusal/p50Millis").isNull()).isEqualTo(lags.isEmpty());
            if (!lags.isEmpty()) {
                assertThat(day.at("/toRefusal/p99Millis").asDouble()).isBetween(lags.getLast() * 0.99, lags.getLast() * 1.01 + 1);
                var middle = lags.get((lags.size() - 1) / 2);
                assertThat(day.at("/toRefusal/p50Millis").asDouble()).isBetween(middle * 0.99, middle * 1.01 + 1);
            }
        }
        assertThat(overview.at("/slowest/lagMillis").asLong()).isEqualTo(
                measured.values().stream().flatMap(List::stream).mapToLong(Generated::lagMillis).max().orElseThrow());
    }

    private static boolean endedSince(Generated one, LocalDate first) {
        return one.revokedAt() != null && !one.revokedAt().isBefore(first.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Test
    void theClientsAreThoseThatActForMostPeople() {
        for (var caller : callers()) {
            var clients = overview(caller).path("clients").valueStream().toList();
            var people = generated.clients.stream().map(GeneratedConnections.Client::id).map(id -> people(caller, id)).sorted().toList()
                    .reversed();

            assertThat(clients.stream().map(client -> client.path("people").asInt()).toList()).isEqualTo(people.subList(0, 8));
            for (var client : clients) {
                assertThat(client.path("people").asInt()).isEqualTo(people(caller, client.path("clientId").asString()));
                assertThat(client.path("connections").asLong())
                        .isEqualTo(total(caller, "&status=ACTIVE&clientId=" + client.path("clientId").asString()));
            }
        }
    }

    private static int people(Passport caller, String clientId) {
        return service.get(caller, ORGANIZATION + "/connections/groups?by=member&limit=200&status=ACTIVE&clientId=" + clientId).body()
                .path("items").size();
    }

    @Test
    void clientsWaitUntilSomebodyDecides() {
        assertThat(overview(owner()).path("clientsWaiting").asInt())
                .isEqualTo(GeneratedConnections.ASKED.size() - GeneratedConnections.REFUSED.size());
        assertThat(overview(service.person("org-1", "usr-1", "project-admin:prj-1")).path("clientsWaiting").asInt()).isZero();
    }

    @Test
    void whoSeesTheirOwnConnectionsAloneHasNoOverview() {
        assertThat(service.get(service.person("org-1", "usr-1", "member"), ORGANIZATION + "/overview").status()).isEqualTo(403);
        assertThat(overview(callers().getFirst()).path("projects").isNull()).isTrue();
        assertThat(overview(callers().getLast()).path("projects").valueStream().map(JsonNode::asString)).containsExactly("prj-1");
    }

    private static JsonNode overview(Passport caller) {
        var answer = service.get(caller, ORGANIZATION + "/overview");
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        return answer.body();
    }

    private static long total(Passport caller, String filter) {
        var answer = service.get(caller, LIST + filter);
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        return answer.body().at("/total/value").asLong();
    }

    private static String within(String what, LocalDate day) {
        return "&includePast=true&" + what + "From=" + start(day) + "&" + what + "To=" + start(day).plus(Duration.ofDays(1));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(service.clock.instant(), ZoneOffset.UTC);
    }

    private static Set<String> values(JsonNode buckets) {
        return buckets.valueStream().map(bucket -> bucket.path("value").asString()).collect(Collectors.toSet());
    }
}
