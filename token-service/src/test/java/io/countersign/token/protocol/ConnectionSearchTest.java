package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.harness.IndexedLists;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.protocol.MadeConnections.Made;
import io.countersign.web.passport.Passport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The application connections of an organization (EL-01 to EL-12, EL-30, EL-36 to EL-38, C19, C26): whoever asks for whatever gets exactly
 * what the rows say. What is expected is computed from the made values alone.
 */
@Tag("broker")
class ConnectionSearchTest {
    private static final long SEED = 20_261_127;
    private static final int CONNECTIONS = 400;
    private static final int QUESTIONS = 60;
    private static final List<String> SORTS = List.of("name", "client", "authorizedAt", "lastUsedAt", "member", "status", "expiresAt");
    private static final List<String> TEXTS = List.of("claude", "otter", "brave-", "#7", "2#", "claude 1#am", "con-3", "usr", "anna",
            "MAIL-1",
            "people.example", "billing", "cli-1", "host/srv-2", "no such thing");
    private static final List<String> FLAGS = List.of("DORMANT", "NEVER_USED", "EXPIRING_SOON", "ORPHANED", "OWNERLESS_CLIENT",
            "SCOPE_CREEP",
            "REVIEW");
    private static final Duration DORMANT = Duration.ofDays(MadeConnections.FLAGS.dormantDays());
    private static final String LIST = "/api/v1/orgs/org-1/connections";
    @TempDir
    static Path directory;
    private static MadeConnections made;
    private static FilledTokenService filled;
    private static RunningTokenService service;
    private final Random random = new Random(SEED);

    @BeforeAll
    static void fill() throws Exception {
        made = new MadeConnections(SEED, CONNECTIONS);
        filled = new FilledTokenService(directory, made);
        service = filled.service;
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    /** A caller and what it may see (domain.md 2.8). */
    private record Caller(Passport passport, Predicate<Made> sees) {
    }

    private static List<Caller> callers() {
        Predicate<Made> ours = one -> one.organization().equals("org-1");
        Predicate<Made> own = ours.and(one -> one.type() == SubjectType.MEMBER && one.subject().equals("usr-1"));
        return List.of(new Caller(service.person("org-1", "usr-0", "owner"), ours),
                new Caller(service.person("org-1", "usr-0", "auditor"), ours),
                new Caller(service.person("org-1", "usr-1", "project-admin:prj-1"),
                        ours.and(one -> one.server().project().equals("prj-1")).or(own)),
                new Caller(service.person("org-1", "usr-1", "member"), own));
    }

    private static ExpectedConnections expected() {
        return new ExpectedConnections(made, service.clock.instant());
    }

    @Test
    void whoeverAsksForWhateverGetsExactlyWhatTheRowsSay() {
        for (var n = 0; n < QUESTIONS; n++) {
            var caller = callers().get(random.nextInt(4));
            var filter = filter();
            var sort = SORTS.get(random.nextInt(SORTS.size()));
            var descending = random.nextBoolean();
            var address = LIST + "?sort=" + sort + "&order=" + (descending ? "desc" : "asc") + query(filter);
            var wanted = expected().list(caller.sees(), filter, sort, descending);

            assertThat(walk(caller.passport(), address, 1 + random.nextInt(200))).as(address).isEqualTo(ids(wanted));
            assertThat(service.get(caller.passport(), address).body().at("/total/value").asInt()).as(address).isEqualTo(wanted.size());
            assertThat(service.get(caller.passport(), address).text("/total/relation")).isEqualTo("eq");
        }
    }

    /** RFC 4180: whole, in the list's order, and of what the caller sees. */
    @Test
    void theFileHoldsExactlyTheList() {
        for (var caller : callers()) {
            for (var filter : List.of(Map.<String, String>of(), filter(), Map.of("includePast", "true"))) {
                var file = service.get(caller.passport(), LIST + "/export?sort=member&order=asc" + query(filter));
                assertThat(file.status()).as(file.content()).isEqualTo(200);
                assertThat(service.get(caller.passport(), LIST + "?sort=member&order=asc" + query(filter), "Accept", "text/csv").content())
                        .as("where a file is asked for, the list is one").isEqualTo(file.content());
                assertThat(file.content().lines().skip(1).map(line -> line.split(",", -1)[0])).as(query(filter))
                        .containsExactlyElementsOf(ids(expected().list(caller.sees(), filter, "member", false)));
            }
        }
        assertThat(service.get(callers().getFirst().passport(), LIST + "/export?limit=3").status()).isEqualTo(422);
    }

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

    /** O-1. When those of a client that ended are recorded as ended is not told in advance, so they are left out. */
    @Test
    void whatEndedIsFoundByWhenItEnded() {
        var told = made.all.stream().filter(one -> one.revokedAt() != null || !one.client().revoked()).map(Made::id)
                .collect(Collectors.toSet());
        for (var n = 0; n < QUESTIONS / 4; n++) {
            var caller = callers().get(random.nextInt(4));
            var filter = Map.of("includePast", "true", "endedFrom", day(), "endedTo", day());
            var wanted = ids(expected().list(caller.sees(), filter, "authorizedAt", true));

            assertThat(walk(caller.passport(), LIST + "?sort=authorizedAt&order=desc" + query(filter), 200).stream().filter(told::contains))
                    .as(query(filter)).containsExactlyElementsOf(wanted);
        }
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

    /** EL-06, EL-38: one who is not listed is shown by the id. */
    @Test
    void eachRowSaysWhoItIsAndHowItIsCalled() {
        var rows = pages(callers().getFirst().passport(), LIST + "?includePast=true", 200).stream()
                .collect(Collectors.toMap(row -> row.path("id").asString(), row -> row));
        for (var one : made.all.stream().filter(callers().getFirst().sees()).toList()) {
            var row = Objects.requireNonNull(rows.get(one.id()));
            var person = made.people.stream().filter(each -> each.userId().equals(one.subject())).findAny();
            assertThat(row.path("name").asString()).isEqualTo(ExpectedConnections.connectionName(one));
            assertThat(row.path("status").asString()).isEqualTo(expected().status(one));
            assertThat(row.path("server").path("name").asString()).isEqualTo(one.server().name());
            assertThat(row.path("subject").path("email").asString("")).isEqualTo(person.map(each -> each.email()).orElse(""));
            if (one.revokedAt() != null || !one.client().revoked()) {
                assertThat(row.path("visibleUntil").asString(""))
                        .isEqualTo(expected().visibleUntil(one).map(Instant::toString).orElse(""));
            }
            assertThat(row.path("lastTool").asString("none")).isEqualTo(one.calledAt() == null ? "none" : one.tool());
            assertThat(row.path("calls").asInt()).isEqualTo(one.calledAt() == null ? 0 : 1);
            assertThat(row.path("scopesUsed").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(one.calledAt() == null ? List.of() : List.of("read"));
            assertThat(row.path("subject").path("left").asBoolean()).isEqualTo(one.type() == SubjectType.MEMBER && person.isEmpty());
        }
    }

    /** Ideas 8 and 9: the list, the facet, the row and its details say the same, and there is one of each. */
    @Test
    void everyFlagIsWhatItsRuleSaysWhereverItIsShown() {
        for (var flag : FLAGS) {
            for (var caller : callers()) {
                assertThat(walk(caller.passport(), LIST + "?flag=" + flag, 150)).as(flag)
                        .isEqualTo(ids(expected().list(caller.sees(), Map.of("flag", flag), "authorizedAt", true)));
            }
            var flagged = expected().list(callers().getFirst().sees(), Map.of("flag", flag), "authorizedAt", true);
            assertThat(flagged).as(flag).isNotEmpty();
            assertThat(flags(service.get(callers().getFirst().passport(), LIST + "/" + flagged.getFirst().id()).body()))
                    .isEqualTo(expected().flags(flagged.getFirst()));
        }
        var rows = pages(callers().getFirst().passport(), LIST + "?includePast=true", 200).stream()
                .collect(Collectors.toMap(row -> row.path("id").asString(), ConnectionSearchTest::flags));
        made.all.stream().filter(callers().getFirst().sees())
                .forEach(one -> assertThat(rows.get(one.id())).as(one.id()).isEqualTo(expected().flags(one)));
    }

    /** No flag is stored: it is there from its instant on, and nobody has to look for it before. */
    @Test
    void aConnectionIsDormantFromTheDayOnThatItsOrganizationSays() {
        var owner = callers().getFirst().passport();
        var now = service.clock.instant();
        var next = made.all.stream().filter(callers().getFirst().sees()).filter(one -> expected().status(one).equals("ACTIVE"))
                .filter(one -> ExpectedConnections.quietSince(one).plus(DORMANT).isAfter(now))
                .min(Comparator.comparing(ExpectedConnections::quietSince)).orElseThrow();
        service.clock.advance(Duration.between(now, ExpectedConnections.quietSince(next).plus(DORMANT)).minusMillis(1));

        assertThat(walk(owner, LIST + "?flag=DORMANT", 200)).doesNotContain(next.id());
        service.clock.advance(Duration.ofMillis(1));
        assertThat(walk(owner, LIST + "?flag=DORMANT", 200)).contains(next.id());
    }

    private static List<String> flags(JsonNode row) {
        return row.path("flags").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void anotherOrganizationAndAnotherProjectAreNowhere() {
        var foreign = made.all.stream().filter(one -> one.organization().equals("org-2")).findFirst().orElseThrow();
        var others = made.all.stream().filter(callers().getFirst().sees()).filter(callers().get(2).sees().negate()).findFirst()
                .orElseThrow();
        for (var path : List.of("", "/timeline")) {
            assertThat(service.get(callers().getFirst().passport(), LIST + "/" + foreign.id() + path).status()).isEqualTo(404);
            assertThat(service.get(callers().get(2).passport(), LIST + "/" + others.id() + path).status()).isEqualTo(404);
            assertThat(service.get(callers().getFirst().passport(), LIST + "/" + others.id() + path).status()).isEqualTo(200);
        }
    }

    @Test
    void theTimelineTellsTheConnectionsOwnFactsInOrder() {
        var one = made.all.stream().filter(callers().getFirst().sees()).max(Comparator.comparingInt(each -> each.events().size()))
                .orElseThrow();

        var facts = pages(callers().getFirst().passport(), LIST + "/" + one.id() + "/timeline", 2);

        assertThat(facts.stream().map(fact -> fact.path("sequence").asInt()).toList()).isSorted().startsWith(0, 1).doesNotHaveDuplicates();
        assertThat(facts.getFirst().path("what").asString()).isEqualTo("AUTHORIZED");
        assertThat(facts.getFirst().path("actor").path("id").asString()).isEqualTo("key-1");
        assertThat(facts).hasSizeGreaterThanOrEqualTo(one.events().size());
    }

    @Test
    void whoRevokesSeesItRevokedInTheNextRead() {
        var owner = callers().getFirst().passport();
        for (var n = 0; n < 10; n++) {
            var fresh = FilledTokenService.authorize(service, "con-fresh-" + n);
            assertThat(walk(owner, LIST + "?status=ACTIVE&q=con-fresh-", 200, fresh)).contains("con-fresh-" + n);

            var revoked = service.post(owner, LIST + "/con-fresh-" + n + "/revoke", "{\"reasonCode\":\"ADMIN\"}");
            var receipt = revoked.header("Countersign-Receipt");

            assertThat(walk(owner, LIST + "?status=ACTIVE&q=con-fresh-", 200, receipt)).doesNotContain("con-fresh-" + n);
            assertThat(walk(owner, LIST + "?status=REVOKED&q=con-fresh-", 200, receipt)).contains("con-fresh-" + n);
        }
        for (var n = 0; n < 10; n++) {
            service.delete(owner, LIST + "/con-fresh-" + n);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> walk(owner, LIST + "?includePast=true&q=con-fresh-", 200).isEmpty());
    }

    /** EL-38: who they are is not known, and the list is there; the page says so, since nobody is found by a name either. */
    @Test
    void whereTheDirectoryIsSilentTheListIsThereAndSaysSo() {
        service.consent.silent = true;
        try {
            var page = answered(
                    service.get(service.person("org-3", "usr-0", "owner"), "/api/v1/orgs/org-3/connections?q=anna&sort=member"));
            assertThat(page.path("peopleKnown").asBoolean(true)).isFalse();
        } finally {
            service.consent.silent = false;
        }
        assertThat(answered(service.get(callers().getFirst().passport(), LIST)).path("peopleKnown").asBoolean()).isTrue();
    }

    /** What a replica keeps ends with it; whatever it answers follows from the view. */
    @Test
    void aReplicaThatStartsAgainAnswersAsBefore() {
        var questions = SORTS.stream().map(sort -> LIST + "?facets=CLIENT,STATUS&sort=" + sort).toList();
        var owner = callers().getFirst().passport();
        var before = questions.stream().map(question -> answered(service.get(owner, question)).toString()).toList();

        service.restart();
        await().atMost(Duration.ofSeconds(60)).until(() -> service.get(owner, LIST).status() == 200);

        assertThat(questions.stream().map(question -> answered(service.get(owner, question)).toString()).toList()).isEqualTo(before);
    }

    @Test
    void whatNobodyMeansIsRefused() {
        for (var query : List.of("sort=size", "order=up", "facets=COLOUR", "status=GONE", "expiresBefore=soon", "colour=red",
                "q=" + "x".repeat(129))) {
            assertThat(service.get(callers().getFirst().passport(), LIST + "?" + query).status()).as(query).isEqualTo(422);
        }
        assertThat(service.get(callers().getFirst().passport(), LIST + "/groups").status()).isEqualTo(422);
        assertThat(service.get(callers().getFirst().passport(), LIST + "/groups?by=colour").status()).isEqualTo(422);
    }

    @Test
    void noListReadsAWholeView() {
        IndexedLists.of(service, "org-1");
    }

    private Map<String, String> filter() {
        var filter = new TreeMap<String, String>();
        maybe(filter, "status", one("ACTIVE", "EXPIRED", "REVOKED", "ACTIVE,REVOKED", "EXPIRED,ACTIVE"));
        maybe(filter, "q", TEXTS.get(random.nextInt(TEXTS.size())));
        maybe(filter, "clientId", "cli-" + random.nextInt(12));
        maybe(filter, "serverId", "srv-" + random.nextInt(6));
        maybe(filter, "projectId", "prj-" + random.nextInt(3));
        maybe(filter, "memberId", "usr-" + random.nextInt(18));
        maybe(filter, "registrationMethod", one("MANUAL", "DCR", "CIMD"));
        maybe(filter, "flag", FLAGS.get(random.nextInt(FLAGS.size())));
        maybe(filter, "authorizedFrom", day());
        maybe(filter, "authorizedTo", day());
        maybe(filter, "lastUsedFrom", day());
        maybe(filter, "lastUsedTo", day());
        maybe(filter, "expiresBefore", MadeConnections.NOW.plus(Duration.ofDays(random.nextInt(30))).toString());
        if (random.nextInt(4) == 0) {
            filter.put("includePast", "true");
        }
        return filter;
    }

    private void maybe(Map<String, String> filter, String parameter, String value) {
        if (random.nextInt(9) == 0) {
            filter.put(parameter, value);
        }
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String day() {
        return MadeConnections.NOW.minus(Duration.ofDays(random.nextInt(400))).toString();
    }

    private static String query(Map<String, String> filter) {
        return filter.entrySet().stream()
                .map(each -> "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static List<String> ids(List<Made> connections) {
        return connections.stream().map(Made::id).toList();
    }

    private static List<String> walk(Passport caller, String address, int limit, String... receipt) {
        return pages(caller, address, limit, receipt).stream().map(row -> row.path("id").asString()).toList();
    }

    /** All pages of a list. */
    private static List<JsonNode> pages(Passport caller, String address, int limit, String... receipt) {
        var items = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = answered(service.get(caller, address + (address.contains("?") ? "&" : "?") + "limit=" + limit + cursor,
                    Stream.of(receipt).flatMap(each -> Stream.of("Countersign-Receipt", each)).toArray(String[]::new)));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("").isEmpty() ? "" : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        return items;
    }

    private static JsonNode answered(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        return answer.body();
    }
}
