package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.harness.IndexedLists;
import io.countersign.token.protocol.GeneratedConnections.Generated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The application connections of an organization (EL-01 to EL-12, EL-30, EL-36, EL-38, C19, C26): whoever asks for whatever gets exactly
 * what the rows say.
 */
class ConnectionSearchTest extends ConnectionQuestions {
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

    /** O-1. When those of a client that ended are recorded as ended is not told in advance, so they are left out. */
    @Test
    void whatEndedIsFoundByWhenItEnded() {
        var told = generated.all.stream().filter(one -> one.revokedAt() != null || !one.client().revoked()).map(Generated::id)
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
    void anotherOrganizationAndAnotherProjectAreNowhere() {
        var foreign = generated.all.stream().filter(one -> one.organization().equals("org-2")).findFirst().orElseThrow();
        var others = generated.all.stream().filter(callers().getFirst().sees()).filter(callers().get(2).sees().negate()).findFirst()
                .orElseThrow();
        for (var path : List.of("", "/timeline")) {
            assertThat(service.get(callers().getFirst().passport(), LIST + "/" + foreign.id() + path).status()).isEqualTo(404);
            assertThat(service.get(callers().get(2).passport(), LIST + "/" + others.id() + path).status()).isEqualTo(404);
            assertThat(service.get(callers().getFirst().passport(), LIST + "/" + others.id() + path).status()).isEqualTo(200);
        }
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
}
