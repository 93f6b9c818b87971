package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Target;
import io.countersign.testkit.Person;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** MG-16: a member reads how to connect a program to a server as soon as an owner opens it to clients that register themselves. */
class MemberSetupIT {
    private final Target acme = Platform.running().target();
    private final Api owner = new Api(acme, acme.ownerKey());

    @Test
    void aMemberIsToldHowToConnectWhereAnOwnerOpensAServer() {
        var server = Setup.registerServer(acme, "setup");
        var member = Browser.signedIn(acme, Person.FIRST_MEMBER);
        var address = acme.api("/me/setup?host=CLAUDE_CODE&limit=200");
        assertThat(member.api("GET", address, "").body().toString()).doesNotContain(server.resource());

        SelfRegistration.opened(acme, server);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(member.api("GET", address, "").body().toString())
                .contains("claude mcp add --transport http ", server.resource()));
        assertThat(owner.get("/me/setup").status()).as("a key is nobody").isEqualTo(403);
    }
}
