package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a session lives, what a call in it has to prove, and how it ends. */
@Tag("keycloak")
class SessionsTest extends SignedInPeople {
    private static final String SESSION = "countersign-session";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void aSessionHoldsAtEveryReplicaAndAcrossARestart() {
        var browser = signedIn(Person.FIRST_MEMBER);
        assertThat(browser.at(otherPort).step(SERVERS).statusCode()).isEqualTo(200);
        gateways.restart();
        assertThat(browser.step(SERVERS).statusCode()).isEqualTo(200);
        assertThat(whoAmI(browser).path("name").asString()).isEqualTo("Mia Onyango");
    }

    @Test
    void aSessionThatWasEndedIsOverAtEveryReplicaWithinFiveSeconds() {
        var browser = signedIn(Person.FIRST_MEMBER);
        assertThat(browser.at(otherPort).step(SERVERS).statusCode()).isEqualTo(200);
        var thief = browser();
        thief.cookies().putAll(browser.cookies());
        logOut(browser.at(port), whoAmI(browser).path("csrfToken").asString());
        clock.advance(Duration.ofSeconds(5));
        assertThat(thief.step(SERVERS).statusCode()).isEqualTo(401);
        assertThat(thief.at(otherPort).step(SERVERS).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterHalfAnHourWithoutACall() {
        var browser = signedIn(Person.FIRST_MEMBER);
        for (var calls = 0; calls < 4; calls++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(browser.step(SERVERS).statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(30));
        assertThat(browser.step(SERVERS).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterTwelveHoursWhateverHappensInIt() {
        var browser = signedIn(Person.FIRST_MEMBER);
        for (var calls = 0; calls < 29; calls++) {
            clock.advance(Duration.ofMinutes(24));
            assertThat(browser.step(SERVERS).statusCode()).as("call " + calls).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(24));
        assertThat(browser.step(SERVERS).statusCode()).isEqualTo(401);
    }

    @Test
    void theOwnerOfSessionsSeesThemAndEndsOne() {
        var here = signedIn(Person.FIRST_MEMBER);
        var elsewhere = signedIn(Person.FIRST_MEMBER);
        var stranger = signedIn(Person.OWNER);
        var other = whoAmI(elsewhere).path("sessionId").asString();
        var token = whoAmI(here).path("csrfToken").asString();

        var all = GatewayTest.json(here.step("/api/v1/sessions").body()).path("items");
        assertThat(all).hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(one -> one.path("id").asString().equals(other) && !one.path("current").asBoolean())
                .anyMatch(one -> one.path("current").asBoolean());
        assertThat(end(stranger, other, whoAmI(stranger).path("csrfToken").asString())).isEqualTo(404);
        assertThat(end(here, other, "")).isEqualTo(403);
        assertThat(elsewhere.step("/api/v1/session").statusCode()).isEqualTo(200);
        assertThat(end(here, other, token)).isEqualTo(204);
        assertThat(elsewhere.step("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(here.step("/api/v1/session").statusCode()).isEqualTo(200);
    }

    /** Cross-site request forgery: a cookie alone changes nothing. */
    @Test
    void aChangeMadeWithACookieNeedsTheTokenOfItsSession() {
        var browser = signedIn(Person.OWNER);
        var another = whoAmI(signedIn(Person.OWNER)).path("csrfToken").asString();

        assertThat(code(change(browser, "Origin", base))).isEqualTo("csrf_required");
        assertThat(code(change(browser, "Origin", base, "X-CSRF-Token", another))).isEqualTo("csrf_required");
        assertThat(passedOn()).isEmpty();
    }

    /** Cross-site request forgery: whoever has the token, no other origin gets to call at all. */
    @Test
    void aCallMadeWithACookieNeedsAPageOfOurs() {
        var browser = signedIn(Person.OWNER);
        var token = whoAmI(browser).path("csrfToken").asString();

        assertThat(code(change(browser, "X-CSRF-Token", token))).isEqualTo("origin_not_allowed");
        for (var origin : List.of("https://inspector.example", "https://evil.example", "null")) {
            assertThat(code(change(browser, "Origin", origin, "X-CSRF-Token", token))).as(origin).isEqualTo("origin_not_allowed");
        }
        assertThat(code(change(browser, "Sec-Fetch-Site", "same-site", "X-CSRF-Token", token))).isEqualTo("origin_not_allowed");
        assertThat(code(browser.step(SERVERS, "Sec-Fetch-Site", "cross-site"))).isEqualTo("origin_not_allowed");
        assertThat(passedOn()).isEmpty();

        assertThat(change(browser, "Origin", base, "X-CSRF-Token", token).statusCode()).isEqualTo(200);
        assertThat(passport(passedOn().getLast()).getSubject()).isEqualTo(Person.OWNER.id());
        assertThat(passedOn().getLast().header("X-CSRF-Token")).isNull();
        assertThat(passedOn().getLast().header("Cookie")).isNull();
    }

    @Test
    void callersWithAKeyNeedNoTokenAndNoOriginMayUseCookiesFromElsewhere() {
        var answer = browser().send(SERVERS, "POST", "{}", "Authorization", "Bearer " + FakePeers.OWNER_KEY, "Origin",
                "https://inspector.example", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    /** A member without a role is a member; what others are is the registry's to say. */
    @Test
    void inTheApiAPersonIsWhatTheRegistrySaysAndAMember() throws Exception {
        assertThat(signedIn(Person.FIRST_MEMBER).step("/api/v1/orgs/acme/me/connections").statusCode()).isEqualTo(200);
        assertThat(passport(passedOn().getLast()).getStringListClaim("roles")).containsExactly("member");
        assertThat(passport(passedOn().getLast()).getAudience()).containsExactly("token-service");
        assertThat(signedIn(Person.OWNER).step("/api/v1/orgs/acme/me/consents").statusCode()).isEqualTo(200);
        assertThat(passport(passedOn().getLast()).getStringListClaim("roles")).containsExactlyInAnyOrder("member", "owner");
        assertThat(passport(passedOn().getLast()).getAudience()).containsExactly("consent-service");
    }

    /** RP-Initiated Logout 1.0 */
    @Test
    void signingOutNeedsAPageOfOursAndEndsTheProvidersSessionToo() {
        var browser = signedIn(Person.FIRST_MEMBER);
        var page = browser.step("/logout");
        assertThat(page.body()).contains("Mia Onyango");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'")
                .contains("form-action 'self' " + keycloak.url());

        assertThat(browser.send("/logout", "POST", "csrf=x", "Origin", base).statusCode()).isEqualTo(403);
        assertThat(browser.send("/logout", "POST", "csrf=" + Browser.field(page, "csrf"), "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(browser.step("/api/v1/session").statusCode()).isEqualTo(200);

        var out = logOut(browser, Browser.field(page, "csrf"));
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(browser.open(Browser.location(out)).body()).contains("You are signed out");
        assertThat(Browser.form(browser.open(AUTHORIZE))).as("Keycloak asks again").isPresent();
    }

    /** Architecture section 9: also an owner, and without any word from the identity provider but that there is nobody by that id. */
    @Test
    void whoIsGoneFromTheIdentityProviderIsNobodyAndSignedInNowhere() {
        peers.roles.put(Person.AUDITOR.id(), List.of("owner"));
        var here = signedIn(Person.AUDITOR);
        var elsewhere = signedIn(Person.AUDITOR);
        assertThat(here.step(SERVERS).statusCode()).isEqualTo(200);

        peers.gone.add(Person.AUDITOR.id());
        clock.advance(Duration.ofSeconds(6));
        peers.inward.clear();

        assertThat(here.step(SERVERS).statusCode()).isEqualTo(404);
        assertThat(here.step("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(elsewhere.at(otherPort).step("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(passedOn()).isEmpty();
    }

    /** OpenID Connect Back-Channel Logout 1.0 */
    @Test
    void whenKeycloakEndsItsSessionOursEndAndNoConnectionDoes() throws Exception {
        var browser = signedIn(Person.FIRST_MEMBER);
        var other = signedIn(Person.OWNER);
        peers.inward.clear();
        administer("POST", "/users/" + Person.FIRST_MEMBER.id() + "/logout", "");
        await().atMost(BOUND).untilAsserted(() -> assertThat(browser.step("/api/v1/session").statusCode()).isEqualTo(401));
        assertThat(other.step("/api/v1/session").statusCode()).isEqualTo(200);
        assertThat(passedOn()).isEmpty();
    }

    /** Back-Channel Logout 1.0, 2.6 */
    @Test
    void aLogoutTokenCountsOnceAndOnlyAsItWasSigned() throws Exception {
        var browser = signedIn(Person.FIRST_MEMBER);
        administer("POST", "/users/" + Person.FIRST_MEMBER.id() + "/logout", "");
        await().atMost(BOUND).untilAsserted(() -> assertThat(browser.step("/api/v1/session").statusCode()).isEqualTo(401));
        var token = logoutTokens.getLast();
        var again = signedIn(Person.FIRST_MEMBER);

        assertThat(backChannel(token).statusCode()).as("replayed").isEqualTo(400);
        assertThat(new Browser(base, otherPort).send("/logout/backchannel", "POST", "logout_token=" + token).statusCode())
                .as("replayed at another replica").isEqualTo(400);
        var parts = token.split("\\.");
        for (var forged : List.of(parts[0] + "." + parts[1] + "." + parts[2].replaceFirst("^.", parts[2].startsWith("A") ? "B" : "A"),
                parts[0] + "." + parts[1] + ".", "x", "")) {
            assertThat(backChannel(forged).statusCode()).as(forged).isEqualTo(400);
        }
        assertThat(again.step("/api/v1/session").statusCode()).isEqualTo(200);
    }

    private Browser signedIn(Person person) {
        var browser = browser();
        browser.signIn("/login", person);
        assertThat(browser.cookies()).containsKey(SESSION);
        return browser;
    }

    private java.net.http.HttpResponse<String> logOut(Browser browser, String token) {
        var out = browser.send("/logout", "POST", "csrf=" + token, "Origin", base);
        assertThat(out.statusCode()).as(out.body()).isEqualTo(303);
        assertThat(Browser.location(out)).startsWith(keycloak.issuer());
        return out;
    }

    private int end(Browser browser, String session, String token) {
        return browser.send("/api/v1/sessions/" + session, "DELETE", "", "Origin", base, "X-CSRF-Token", token).statusCode();
    }

    private java.net.http.HttpResponse<String> change(Browser browser, String... headers) {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        return browser.send(SERVERS, "POST", "{}", all.toArray(String[]::new));
    }

    private static String code(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        return GatewayTest.json(answer.body()).path("code").asString();
    }

    private static JsonNode whoAmI(Browser browser) {
        var answer = browser.step("/api/v1/session");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayTest.json(answer.body());
    }
}
