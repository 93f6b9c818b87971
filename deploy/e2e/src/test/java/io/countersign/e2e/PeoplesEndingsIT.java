package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ends a person's access, by whom, and what does not: at the gateway, with the real pages of Keycloak and ours. */
class PeoplesEndingsIT extends AcmeJourney {
    private static final Map<String, String> REASON = Map.of("reasonCode", "SECURITY");

    @Test
    void theOwnerEndsAnotherPersonsConnectionAndNoOther() {
        var desktop = connected("ended-by-owner", Person.SECOND_MEMBER);
        var ended = desktop.connect(READ);
        var other = Desktop.of(acme, Person.SECOND_MEMBER, desktop.clientId(), desktop.server()).connect(READ);
        var session = desktop.session(ended);
        var othersSession = desktop.session(other);

        owner.post("/connections/" + Desktop.claim(ended, "cid") + "/revoke", REASON).expect(200);

        assertThat(Machine.firstRefusal(session)).startsWith("401 ");
        assertThat(desktop.refusedRefresh(ended)).isEqualTo("invalid_grant");
        assertThat(othersSession.echo().statusCode()).isEqualTo(200);
        assertThat(desktop.session(desktop.connect(READ)).echo().statusCode()).isEqualTo(200);
    }

    /** C2, RFC 7009: only this token, at the gateway at once. */
    @Test
    void theMemberEndsOneTokenAndTheConnectionGoesOn() {
        var desktop = connected("one-token", Person.SECOND_MEMBER);
        var first = desktop.connect(READ);
        var second = desktop.refresh(first.getRefreshToken());
        var ended = desktop.session(first);
        var goesOn = desktop.session(second);

        Browser.signedIn(acme, Person.SECOND_MEMBER).post("/tokens/" + Desktop.claim(first, "jti") + "/revoke",
                Map.of("connectionId", Desktop.claim(first, "cid"), "reasonCode", "USER_REQUEST")).expect(204);

        assertThat(Machine.firstRefusal(ended)).isEqualTo("401 token_invalid");
        assertThat(goesOn.echo().statusCode()).isEqualTo(200);
        assertThat(desktop.session(desktop.refresh(second.getRefreshToken())).echo().statusCode()).isEqualTo(200);
    }

    /** SK-09: the browser is signed in, and that is not enough. */
    @Test
    void whoHasToSignInAgainIsAskedByTheProviderBeforeTheClientIsAuthorized() {
        var desktop = connected("forced", Person.FIRST_MEMBER);
        var tokens = desktop.connect(READ);
        var unanswered = desktop.ask(READ);
        assertThat(unanswered.scopes()).containsExactly(READ);
        var signedIn = Instant.now().getEpochSecond();
        await().atMost(BOUND).until(() -> Instant.now().getEpochSecond() > signedIn);

        owner.post("/connections/" + Desktop.claim(tokens, "cid") + "/revoke", Map.of("reasonCode", "FORCE_REAUTH")).expect(200);

        assertThat(desktop.browser().open(unanswered.attempt().address(), _ -> false).has("input[name=password]"))
                .as("Keycloak asks").isTrue();
        assertThat(desktop.session(desktop.connect(READ)).echo().statusCode()).isEqualTo(200);
    }

    /** C20, MG-09. */
    @Test
    void oneOperationEndsWhatItWasPreviewedForAndNothingElse() {
        var desktop = connected("in-bulk", Person.FIRST_MEMBER);
        var session = desktop.session(desktop.connect(READ));
        var other = connected("not-in-bulk", Person.FIRST_MEMBER);
        var othersSession = other.session(other.connect(READ));
        Map<String, Object> wish = Map.of("action", "REVOKE", "selector", Map.of("clientId", desktop.clientId()));
        var preview = await().atMost(BOUND).until(() -> owner.post("/bulk-operations/preview", wish).expect(200),
                shown -> shown.body().path("targets").asInt() == 1);

        var begun = owner.post("/bulk-operations", Map.of("action", "REVOKE", "selector", wish.get("selector"), "reasonCode", "SECURITY",
                "digest", preview.text("digest"))).expect(201);

        assertThat(Machine.firstRefusal(session)).startsWith("401 ");
        await().atMost(BOUND).until(
                () -> owner.get("/bulk-operations/" + begun.text("id")).body().path("status").asString("").equals("COMPLETED"));
        assertThat(othersSession.echo().statusCode()).isEqualTo(200);
    }

    @Test
    void aMemberEndsNobodyElsesConnection() {
        var desktop = connected("not-yours", Person.FIRST_MEMBER);
        var tokens = desktop.connect(READ);

        Browser.signedIn(acme, Person.SECOND_MEMBER)
                .post("/connections/" + Desktop.claim(tokens, "cid") + "/revoke", Map.of("reasonCode", "USER_REQUEST")).expect(404);

        assertThat(desktop.session(tokens).echo().statusCode()).isEqualTo(200);
    }

    /** A pause: the same tokens work again. */
    @Test
    void aDisabledClientIsRefusedUntilItIsEnabled() {
        var desktop = connected("paused", Person.SECOND_MEMBER);
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);

        owner.post("/clients/" + desktop.clientId() + "/disable", REASON).expect(204);

        assertThat(Machine.firstRefusal(session)).isEqualTo("403 client_disabled");
        assertThat(desktop.refusedRefresh(tokens)).isEqualTo("access_denied");

        owner.post("/clients/" + desktop.clientId() + "/enable", REASON).expect(204);

        await().atMost(BOUND).until(() -> session.echo().statusCode() == 200);
        assertThat(desktop.session(desktop.refresh(tokens.getRefreshToken())).echo().statusCode()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSessionAndNoConnection() {
        var desktop = connected("signed-out", Person.SECOND_MEMBER);
        var tokens = desktop.connect(READ);
        var browser = desktop.browser();

        var question = browser.open(acme.gateway().resolve("/logout"), _ -> false);
        browser.submit(question, question.form("input[name=csrf]"), Map.of(), _ -> false, _ -> false);

        assertThat(session(browser)).isEqualTo(401);
        goesOn(desktop, tokens);
    }

    /** OpenID Connect Back-Channel Logout 1.0: Keycloak tells the gateway, not the browser. */
    @Test
    void theEndOfTheSessionAtKeycloakEndsOursAndNoConnection() {
        var desktop = connected("signed-out-there", Person.SECOND_MEMBER);
        var tokens = desktop.connect(READ);
        var browser = desktop.browser();
        assertThat(session(browser)).isEqualTo(200);

        var question = browser.open(URI.create(platform.describe().keycloak() + "/realms/countersign/protocol/openid-connect/logout"),
                _ -> false);
        browser.submit(question, question.form("input[name=session_code]"), Map.of(), _ -> false, _ -> false);

        await().atMost(BOUND).until(() -> session(browser) == 401);
        goesOn(desktop, tokens);
    }

    private Desktop connected(String slug, Person person) {
        var server = Setup.registerServer(acme, slug);
        return Desktop.of(acme, person, PublicClient.register(acme, server, "Desktop " + slug, READ), server);
    }

    private static int session(Browser browser) {
        return browser.api("GET", "/api/v1/session", "").status();
    }

    private static void goesOn(Desktop desktop, Tokens tokens) {
        assertThat(desktop.session(tokens).echo().statusCode()).isEqualTo(200);
        assertThat(desktop.session(desktop.refresh(tokens.getRefreshToken())).echo().statusCode()).isEqualTo(200);
    }
}
