package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person signs in at the real Keycloak and is then known to the services (architecture, section 5; OpenID Connect Core 1.0). */
@Tag("keycloak")
class SignInTest extends SignedInPeople {
    private static final String SESSION = "countersign-session";

    @Test
    void whoeverIsNotSignedInSignsInAndComesBackToTheVerySameAddress() throws Exception {
        var browser = browser();
        assertThat(browser.signIn(AUTHORIZE, Person.FIRST_MEMBER).statusCode()).isEqualTo(200);

        var request = passedOn().getLast();
        assertThat(request.path() + "?" + request.query()).isEqualTo(AUTHORIZE);
        assertThat(request.header("Cookie")).isNull();
        var passport = passport(request);
        assertThat(passport.getSubject()).isEqualTo(Person.FIRST_MEMBER.id());
        assertThat(passport.getAudience()).containsExactly("token-service");
        assertThat(passport.getStringListClaim("roles")).containsExactly("member");
        assertThat(passport.getStringListClaim("amr")).containsExactly("session");
        assertThat(passport.getStringClaim("sid")).isEqualTo(whoAmI(browser).path("sessionId").asString()).hasSize(64);
        assertThat(passport.getStringClaim("sid")).isNotEqualTo(browser.cookies().get(SESSION));
        assertThat(Duration.between(passport.getDateClaim("auth_time").toInstant(), clock.instant()).abs())
                .isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void theConsentPageAndItsContinuationHaveTheSameWayIn() {
        var browser = browser();
        assertThat(browser.signIn("/o/acme/consent/req-1", Person.FIRST_MEMBER).statusCode()).isEqualTo(200);
        assertThat(passport(passedOn().getLast()).getAudience()).containsExactly("consent-service");
        browser.open("/o/acme/oauth2/authorize/continue?request=req-1");
        assertThat(passport(passedOn().getLast()).getAudience()).containsExactly("token-service");
        assertThat(browser.send("/o/acme/consent/req-1", "POST", "decision=allow", "Origin", base).statusCode()).isEqualTo(200);
        assertThat(passedOn().getLast().body()).isEqualTo("decision=allow");
    }

    /** C7: by its own cookie the authorization server knows an installation again; no other cookie goes inward, and this one nowhere else. */
    @Test
    void theAuthorizationEndpointGetsTheInstallationsCookieAndNoOther() {
        var browser = signedIn(Person.FIRST_MEMBER);
        browser.cookies().put("countersign-browser", "b".repeat(22));
        browser.cookies().put("other", "x");
        browser.step(AUTHORIZE);
        assertThat(passedOn().getLast().header("Cookie")).isEqualTo("countersign-browser=" + "b".repeat(22));
        browser.step("/o/acme/consent/req-1");
        assertThat(passedOn().getLast().header("Cookie")).isNull();
        browser.step(SERVERS);
        assertThat(passedOn().getLast().header("Cookie")).isNull();
    }

    @Test
    void cookiesAreForThisHostAloneAndForNoScript() {
        var browser = browser();
        browser.signIn(AUTHORIZE, Person.FIRST_MEMBER);
        assertThat(browser.setCookies).hasSizeGreaterThan(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("; Path=/").containsIgnoringCase("; HttpOnly").contains("; SameSite=Lax")
                        .doesNotContainIgnoringCase("domain="));
        assertThat(browser.cookies()).containsOnlyKeys(SESSION);
    }

    /** Session fixation: what was in the browser before somebody signed in is worth nothing afterwards. */
    @Test
    void signingInChangesTheSecretAndEndsTheOldOneButKeepsTheIdOfTheSamePerson() {
        var browser = browser();
        browser.signIn("/login", Person.FIRST_MEMBER);
        var before = browser.cookies().get(SESSION);
        var id = whoAmI(browser).path("sessionId").asString();

        browser.signIn("/login?prompt=login", Person.FIRST_MEMBER);
        assertThat(browser.cookies().get(SESSION)).isNotEqualTo(before);
        assertThat(whoAmI(browser).path("sessionId").asString()).isEqualTo(id);
        var thief = browser();
        thief.cookies().put(SESSION, before);
        assertThat(thief.step("/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aSecretThatSomebodyChoseSignsNobodyIn() {
        var victim = browser();
        victim.cookies().put(SESSION, "A".repeat(43));
        victim.signIn(AUTHORIZE, Person.FIRST_MEMBER);
        assertThat(victim.cookies().get(SESSION)).isNotEqualTo("A".repeat(43));
        var attacker = browser();
        attacker.cookies().put(SESSION, "A".repeat(43));
        assertThat(attacker.step("/api/v1/session").statusCode()).isEqualTo(401);
    }

    /** RFC 6749, 10.12: somebody else's answer signs nobody in here. */
    @Test
    void anAnswerThatAnotherBrowserAskedForSignsNobodyIn() {
        var attacker = browser();
        var back = answerOf(attacker, Person.SECOND_MEMBER);

        var victim = browser();
        victim.step(AUTHORIZE);
        var refused = victim.step(back);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("This sign-in is over");
        assertThat(victim.cookies()).doesNotContainKey(SESSION);
        assertThat(attacker.step(back).statusCode()).isEqualTo(303);
        assertThat(attacker.step(back).statusCode()).as("a second time").isEqualTo(400);
    }

    @Test
    void anAttemptsCookieCannotBeMovedChangedOrKept() {
        var browser = browser();
        var back = answerOf(browser, Person.FIRST_MEMBER);
        var name = browser.cookies().keySet().stream().filter(cookie -> cookie.startsWith("countersign-signin-")).findFirst().orElseThrow();
        var sealed = Objects.requireNonNull(browser.cookies().get(name));

        browser.cookies().put(name,
                (sealed.charAt(20) == 'A' ? sealed.replaceFirst("^(.{20}).", "$1B") : sealed.replaceFirst("^(.{20}).", "$1A")));
        assertThat(browser.step(back).statusCode()).isEqualTo(400);
        browser.cookies().put(name, sealed);
        clock.advance(Duration.ofMinutes(11));
        assertThat(browser.step(back).statusCode()).as("after ten minutes").isEqualTo(400);
    }

    @Test
    void tabsDoNotDisturbEachOtherAndTheOldestOfTooManyGivesWay() {
        var browser = browser();
        var first = browser.step("/o/acme/consent/req-1");
        var second = browser.open("/o/acme/consent/req-2");
        var answer = browser.passForms(second, Person.FIRST_MEMBER);
        assertThat(answer.body()).contains("/o/acme/consent/req-2");
        assertThat(browser.open(Browser.location(first)).body()).contains("/o/acme/consent/req-1");

        var many = browser();
        for (var tab = 0; tab < 8; tab++) {
            clock.advance(Duration.ofSeconds(2));
            many.step("/o/acme/consent/req-" + tab);
        }
        assertThat(many.cookies()).hasSize(5);
    }

    @Test
    void theWayBackIsNeverAnotherSite() {
        for (var wanted : List.of("https://evil.example/", "//evil.example/", "/\\evil.example/", "/%09/evil", "evil", "/logout",
                "/login?x",
                "javascript:alert(1)", "/x#y", "/ x", "/" + "x".repeat(2_000))) {
            var answer = browser().step("/login?return=" + Browser.encode(wanted));
            if (answer.statusCode() == 303) {
                assertThat(wanted).isEqualTo("/%09/evil");
            } else {
                assertThat(answer.statusCode()).as(wanted).isEqualTo(400);
                assertThat(answer.body()).doesNotContain("evil");
            }
        }
        assertThat(Browser.location(signedIn(Person.FIRST_MEMBER).step("/login?return=%2Fa%2Fb%3Fc%3Dd"))).isEqualTo(base + "/a/b?c=d");
    }

    @Test
    void whatCannotComeBackIsToldSoAndLosesNothingSilently() {
        var form = browser().send("/o/acme/consent/req-1", "POST", "decision=allow", "Origin", base);
        assertThat(form.statusCode()).isEqualTo(401);
        assertThat(form.body()).contains("changed nothing");
        assertThat(browser().step("/o/acme/oauth2/authorize?state=" + "x".repeat(2_000)).statusCode()).isEqualTo(414);
        assertThat(browser().send("/o/acme/oauth2/authorize", "POST", "client_id=x").statusCode()).isEqualTo(405);
        assertThat(browser().step("/o/acme/consent/assets/page.css", "Sec-Fetch-Dest", "style").statusCode()).isEqualTo(401);
        assertThat(passedOn()).isEmpty();
    }

    @Test
    void aStrangerIsToldSoOnAPageAndTheOrganizationDoesNotExistInTheApi() {
        var stranger = browser();
        var page = stranger.signIn(AUTHORIZE, Person.OPERATOR);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("not a member of this organization").contains("Otto Prater");
        assertThat(stranger.step(SERVERS).statusCode()).isEqualTo(404);
        assertThat(passedOn()).isEmpty();
    }

    /** A role alone lets nobody authorize; unknown is closed, and the roles of the registry hold in the API. */
    @Test
    void whileMembershipIsUnknownNobodyIsAMember() {
        var owner = signedIn(Person.OWNER);
        peers.away.add("consent-service");
        clock.advance(Duration.ofSeconds(6));
        try {
            assertThat(owner.step(AUTHORIZE).statusCode()).isEqualTo(403);
            assertThat(owner.step(SERVERS).statusCode()).isEqualTo(200);
            assertThat(signedIn(Person.FIRST_MEMBER).step(SERVERS).statusCode()).isEqualTo(503);
        } finally {
            peers.away.clear();
        }
    }

    /** OpenID Connect Core 1.0, 3.1.2.1: a fresh login, once for one request. */
    @Test
    void promptLoginAsksOnceAndThenLetsThisRequestThrough() {
        var browser = signedIn(Person.FIRST_MEMBER);
        var form = browser.open(AUTHORIZE + "&prompt=login");
        assertThat(Browser.form(form)).as("Keycloak asks again").isPresent();
        assertThat(browser.passForms(form, Person.FIRST_MEMBER).statusCode()).isEqualTo(200);
        assertThat(passedOn().getLast().query()).endsWith("&prompt=login");
        assertThat(Browser.isRedirect(browser.step(AUTHORIZE + "&prompt=login"))).as("a second time").isTrue();
    }

    @Test
    void maxAgeAsksWhoeverProvedTooLongAgoWhoTheyAre() throws Exception {
        var browser = signedIn(Person.FIRST_MEMBER);
        assertThat(browser.step(AUTHORIZE + "&max_age=300").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(6));
        assertThat(Browser.location(browser.step(AUTHORIZE + "&max_age=300"))).contains("max_age=300");
        assertThat(Browser.location(browser.step("/login?max_age=300&return=%2Fx"))).startsWith(keycloak.issuer()).contains("max_age=300");
        assertThat(Browser.location(browser.step("/login?max_age=3600&return=%2Fx"))).isEqualTo(base + "/x");
    }

    /** C-3: whoever takes the demand out of the address on the way is not fresh all the same. */
    @Test
    void aLoginThatIsNotAsFreshAsDemandedIsRefused() {
        var browser = signedIn(Person.FIRST_MEMBER);
        clock.advance(Duration.ofMinutes(4));
        var asked = Browser.location(browser.step("/login?max_age=120&return=%2Fx"));
        var back = Browser.location(browser.step(asked.replaceAll("&?(max_age|prompt)=[^&]*", "")));
        assertThat(back).startsWith(base + "/login/callback?");
        var refused = browser.step(back);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("You are not signed in");
    }

    @Test
    void promptNoneGoesOnWithoutAnybody() {
        assertThat(browser().step(AUTHORIZE + "&prompt=none", "Authorization", "Bearer eyJ").statusCode()).isEqualTo(200);
        assertThat(passedOn().getLast().header("Authorization")).isNull();
        assertThat(signedIn(Person.FIRST_MEMBER).step(AUTHORIZE + "&prompt=none").statusCode()).isEqualTo(200);
        assertThat(passport(passedOn().getLast()).getSubject()).isEqualTo(Person.FIRST_MEMBER.id());
    }

    private Browser signedIn(Person person) {
        var browser = browser();
        browser.signIn("/login", person);
        assertThat(browser.cookies()).containsKey(SESSION);
        return browser;
    }

    /** The address that Keycloak sends the browser back to, before the browser goes there. */
    private String answerOf(Browser browser, Person person) {
        var page = browser.open(AUTHORIZE);
        for (var forms = 0; forms < 2 && !Browser.isRedirect(page); forms++) {
            page = browser.submit(page, person);
        }
        return Browser.location(page);
    }

    private static tools.jackson.databind.JsonNode whoAmI(Browser browser) {
        var answer = browser.step("/api/v1/session");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayTest.json(answer.body());
    }
}
