package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Api.Answer;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** O-1: the organization in numbers at the gateway, each of them the total of the list that it leads to (domain.md 2.8, C26). */
class OverviewIT extends AcmeJourney {
    @Test
    void anOwnerReadsWhatTheListsCountAndSeesARevocationInTheNextRead() {
        var server = Setup.registerServer(acme, "counted");
        var client = PublicClient.register(acme, server, "Counted", READ);
        var desktop = Desktop.of(acme, Person.FIRST_MEMBER, client, server);
        var tokens = desktop.connect(READ);
        var connection = Desktop.claim(tokens, "cid");
        var session = desktop.session(tokens);
        var before = today(overview(owner));
        session.echo();
        assertThat(session.call("secret_report").statusCode()).isEqualTo(403);
        await().atMost(BOUND).until(() -> total("clientId=" + client) == 1);
        await().atMost(BOUND).untilAsserted(() -> {
            var overview = overview(owner);
            assertThat(today(overview).path("calls").asLong()).isGreaterThan(before.path("calls").asLong());
            assertThat(today(overview).at("/refusedBy/insufficient_scope").asLong())
                    .isGreaterThan(before.at("/refusedBy/insufficient_scope").asLong());
            assertThat(overview.at("/connections/active").asLong()).isEqualTo(total("status=ACTIVE")).isPositive();
            assertThat(overview.at("/connections/expired").asLong()).isEqualTo(total("status=EXPIRED"));
            assertThat(overview.at("/connections/revoked").asLong()).isEqualTo(total("status=REVOKED"));
            assertThat(today(overview).path("opened").asLong()).isEqualTo(total("includePast=true&authorizedFrom=" + day())).isPositive();
            assertThat(overview.path("clientsWaiting").asInt())
                    .isEqualTo(owner.get("/clients?approval=PENDING&limit=200").expect(200).body().path("items").size());
            overview.at("/connections/flags").forEach(flag -> assertThat(flag.path("count").asLong())
                    .isEqualTo(total("flag=" + flag.path("value").asString())));
        });

        var revoked = owner.post("/connections/" + connection + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200);

        var after = today(owner.getAfter(revoked, "/overview").expect(200).body());
        assertThat(after.at("/endedBy/SECURITY").asLong()).isPositive();
        assertThat(after.path("ended").asLong()).isEqualTo(total("includePast=true&endedFrom=" + day()));
        assertThat(total("includePast=true&clientId=" + client + "&endedFrom=" + day())).isEqualTo(1);
    }

    @Test
    void eachReadsWhatTheyMaySeeAndAMemberIsRefused() {
        assertThat(overview(new Api(acme, acme.auditorKey())).path("projects").isNull()).isTrue();
        assertThat(overview(new Api(acme, platform.signIn(Person.PROJECT_ADMIN))).path("projects")).isNotEmpty();
        Answer member = new Api(acme, platform.signIn(Person.FIRST_MEMBER)).get("/overview");
        assertThat(member.status()).isEqualTo(403);
        assertThat(member.text("code")).isEqualTo("forbidden");
    }

    private static JsonNode overview(Api caller) {
        return caller.get("/overview").expect(200).body();
    }

    private static JsonNode today(JsonNode overview) {
        return overview.path("days").path(overview.path("days").size() - 1);
    }

    private long total(String filter) {
        return owner.get("/connections?limit=1&" + filter).expect(200).body().at("/total/value").asLong();
    }

    private static String day() {
        return LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
}
