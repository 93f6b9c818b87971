package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Target;
import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MG-13: a member makes a token for a script at a server that an owner opened, sees it in the own list, and loses it with one call. */
class PersonalTokenIT {
    private final Target acme = Platform.running().target();
    private final Api owner = new Api(acme, acme.ownerKey());

    @Test
    void aMemberMakesATokenWhereAnOwnerAllowsItAndItEndsAsAConnection() {
        var server = Setup.registerServer(acme, "personal");
        var browser = Browser.signedIn(acme, Person.FIRST_MEMBER);
        Map<String, Object> wish = Map.of("serverId", server.id(), "scopes", List.of("sample:read"), "days", 1);
        assertThat(browser.post("/tokens/personal", wish).expect(403).text("code")).isEqualTo("personal_tokens_closed");
        owner.patch("/servers/" + server.id(), Map.of("session", Map.of("personalTokenDays", 30))).expect(200, 204);

        var made = await().atMost(Duration.ofSeconds(30)).until(() -> browser.post("/tokens/personal", wish),
                answer -> answer.status() == 201);
        var script = McpSession.open(server.resource(), made.text("token"));

        assertThat(script.echo().statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(browser
                .api("GET", acme.api("/me/connections?clientId=personal-access-token"), "").body().toString()).contains(made.text("id")));
        assertThat(new Api(acme, made.text("token")).get("/connections").status()).as("it opens no API").isEqualTo(401);

        browser.post("/connections/" + made.text("id") + "/revoke", Map.of("reasonCode", "USER_REQUEST")).expect(200);

        assertThat(Machine.firstRefusal(script)).startsWith("401 ");
    }
}
