package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MG-13: a person's own token is for one server that an owner opened to it, is shown once, and ends as any connection does. */
class PersonalTokenTest extends PersonTest {
    private static final String TOKENS = "/api/v1/orgs/org-1/tokens/personal";
    private static int people;
    private String userId = "";
    private Passport person;

    @BeforeEach
    void anOwnerOpenedTheServer() {
        userId = "usr-pat-" + ++people;
        person = service.person(FakeRegistry.ORGANIZATION, userId, "member");
        open(90);
    }

    private static void open(@Nullable Integer days) {
        service.registry.personalTokenDays = days;
        service.registry.server("billing", 3_600, 7_200L, READ, WRITE);
        service.registry.personalTokenDays = null;
        service.fact("server:billing", 0, false, false, 1);
    }

    private Answer make(Passport caller, String scopes, int days) {
        return service.post(caller, TOKENS, "{\"serverId\":\"billing\",\"scopes\":[%s],\"days\":%d}".formatted(scopes, days));
    }

    private Answer made() {
        var made = make(person, "\"" + READ + "\"", 30);
        assertThat(made.status()).as(made.content()).isEqualTo(201);
        return made;
    }

    private static Answer resolve(String token) {
        return service.post(service.service(FakeRegistry.ORGANIZATION), "/internal/tokens/personal/resolve",
                "{\"token\":\"" + token + "\"}");
    }

    @Test
    void itOpensOneServerForItsScopesUntilItsLastDay() {
        var made = made();
        var opens = resolve(made.text("/token"));

        assertThat(opens.status()).as(opens.content()).isEqualTo(200);
        assertThat(opens.text("/resource")).isEqualTo(FakeRegistry.resource("billing"));
        assertThat(opens.text("/userId")).isEqualTo(userId);
        assertThat(opens.body().path("scopes").valueStream().map(scope -> scope.asString())).containsExactly(READ);
        assertThat(opens.body().path("epochs").propertyNames()).contains("organization:org-1", "project:prj-1", "server:billing",
                "member:org-1:" + userId, "connection:" + made.text("/id"));
        service.clock.advance(Duration.ofDays(30));
        assertThat(resolve(made.text("/token")).status()).isEqualTo(404);
    }

    /** C-3, and closed while no owner said otherwise. */
    @Test
    void itIsMadeByAMemberWhoSignedInAMomentAgoWhereAnOwnerAllowsIt() {
        var longAgo = service.passport(new Actor(Actor.Type.MEMBER, userId), FakeRegistry.ORGANIZATION, "session",
                Duration.ofMinutes(6), "member");

        assertThat(make(longAgo, "", 1).text("/code")).isEqualTo("step_up_required");
        assertThat(make(service.key(FakeRegistry.ORGANIZATION, "owner"), "", 1).text("/code")).isEqualTo("person_required");
        assertThat(make(person, "", 91).text("/code")).isEqualTo("validation_failed");
        assertThat(make(person, "\"other:read\"", 1).text("/code")).isEqualTo("validation_failed");
        service.consent.strangers.add(userId);
        assertThat(make(person, "", 1).text("/code")).isEqualTo("not_a_member");
        service.consent.strangers.clear();
        open(null);
        assertThat(make(person, "", 1).text("/code")).isEqualTo("personal_tokens_closed");
    }

    @Test
    void whoLeavesIsCutOffOrRevokesItHasNothingLeft() {
        var left = made().text("/token");
        service.consent.strangers.add(userId);
        assertThat(resolve(left).status()).as("no member any more").isEqualTo(404);
        service.consent.strangers.clear();
        assertThat(resolve(left).status()).isEqualTo(200);

        var revoked = made();
        service.post(person, "/api/v1/orgs/org-1/connections/" + revoked.text("/id") + "/revoke", "{\"reasonCode\":\"USER_REQUEST\"}");
        assertThat(resolve(revoked.text("/token")).status()).as("revoked").isEqualTo(404);

        service.cut("member:org-1:" + userId, 7);
        assertThat(resolve(left).status()).as("access was switched off").isEqualTo(404);
    }

    @Test
    void whatIsPausedSaysSo() {
        var token = made().text("/token");
        service.fact("organization:org-1", 0, true, false, 50);

        assertThat(resolve(token).text("/paused")).isEqualTo("org_suspended");

        service.fact("organization:org-1", 0, false, false, 51);
        assertThat(resolve(token).body().path("paused").isNull()).isTrue();
    }

    @Test
    void nothingElseThatWeWroteIsOne() {
        var token = made().text("/token");
        var refresh = member("pat").connect("", 4711, READ).text("/refresh_token");

        assertThat(resolve(refresh).status()).isEqualTo(404);
        assertThat(resolve(refresh.replaceFirst("csr_", "cst_")).status()).isEqualTo(404);
        assertThat(resolve(token.substring(0, token.length() - 2) + "AA").status()).isEqualTo(404);
        assertThat(service.oauth(TOKEN, "cli-pat", "grant_type", "refresh_token", "refresh_token", token.replaceFirst("cst_", "csr_"))
                .status()).isIn(400, 401);
    }
}
