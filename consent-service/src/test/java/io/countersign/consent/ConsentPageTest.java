package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.Streams;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import io.countersign.token.contract.AuthorizationRequestAnswer.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser gets it, its form as a browser and as an attacker sends it, and what comes of both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentPageTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([A-Za-z0-9_-]{43})\"");
    private final FakePeers peers = new FakePeers();
    private final KnownPeople people = new KnownPeople().knows("usr-1", "Mia Onyango");
    private RunningConsent consent;
    private Passport mia;
    private Passport service;

    @BeforeAll
    void start(@TempDir Path directory) {
        consent = RunningConsent.alone(directory, peers, people);
        mia = consent.person("org-1", "usr-1", "member");
        service = consent.service("org-1");
    }

    @AfterAll
    void stop() {
        consent.close();
        peers.close();
    }

    private static String path(AuthorizationRequestAnswer request) {
        return "/o/acme/consent/" + request.id();
    }

    private Answer page(AuthorizationRequestAnswer request) {
        return consent.get(mia, path(request));
    }

    private String version(AuthorizationRequestAnswer request) {
        return versionIn(page(request));
    }

    private static String versionIn(Answer page) {
        var found = VERSION.matcher(page.content());
        assertThat(found.find()).as(page.content()).isTrue();
        return found.group(1);
    }

    private Answer decision(AuthorizationRequestAnswer request) {
        return consent.get(service, "/internal/consents/decisions/" + request.id());
    }

    private List<ConsentEvent> events(String consentId) {
        var all = new ArrayList<ConsentEvent>();
        consent.bean(Streams.class).load(consentId, new Object(), (state, recorded) -> {
            all.add((ConsentEvent) recorded.event());
            return state;
        });
        return all;
    }

    @Test
    void thePageSaysWhoAsksForWhatWhereTheAnswerGoesAndHowLongItLasts() {
        var page = page(peers.holds(Requests.of("usr-1").build()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.content()).contains("Claude Desktop", "Verified: Acme vouches for this app", "by an owner of Acme", "Billing",
                "mcp.acme.example", "See invoices, payments and customers", "billing:write", "127.0.0.1:33418",
                "http://127.0.0.1:33418/oauth/callback", "Any program on this computer", "30 days", "90 days", "My connections",
                "Mia Onyango", "href=\"/logout\"");
    }

    @Test
    void anUnverifiedClientIsSaidToBeUnverified() {
        var page = page(peers.holds(Requests.of("usr-1").unverified().build()));

        assertThat(page.content()).contains("Not verified: nobody at Acme vouches for this app", "by itself").doesNotContain("Verified: ");
    }

    @Test
    void onlyOptionalScopesCanBeUnticked() {
        var page = page(peers.holds(Requests.of("usr-1").build())).content();

        assertThat(page).contains("value=\"billing:write\"", "value=\"billing:refund\"").doesNotContain("value=\"billing:read\"");
    }

    @Test
    void thePageRunsNothingLoadsNothingForeignAndCannotBeFramedOrKept() {
        var page = page(peers.holds(Requests.of("usr-1").build()));

        assertThat(page.header("Content-Security-Policy")).isEqualTo("default-src 'none'; style-src 'self'; img-src 'self' data:; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.content()).doesNotContainIgnoringCase("<script").doesNotContain(" style=").doesNotContain("http-equiv");
        assertThat(consent.get(mia, "/o/acme/consent/assets/consent.css").header("Content-Type")).startsWith("text/css");
    }

    /** C13: what is granted is what is required and what is ticked. */
    @Test
    void allowingGrantsTheRequiredAndTheTickedAndSendsTheBrowserOn() {
        var request = peers.holds(Requests.of("usr-1").client("cli-allow", "Claude Desktop").build());

        var answer = consent.submit(mia, path(request), "decision=allow&scope=billing:write&version=" + version(request));
        var decided = decision(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).contains(
                "http-equiv=\"refresh\" content=\"0;url=/o/acme/oauth2/authorize/continue?request=" + request.id() + "\"",
                "href=\"/o/acme/oauth2/authorize/continue?request=" + request.id() + "\"");
        assertThat(decided.text("/outcome")).isEqualTo("GRANTED");
        assertThat(decided.text("/basis")).isEqualTo("EXPLICIT");
        assertThat(decided.body().at("/version").asLong()).isEqualTo(1);
        assertThat(decided.body().at("/grantedScopes").valueStream().map(scope -> scope.asString()).toList())
                .containsExactly("billing:read", "billing:write");
        assertThat(events(decided.text("/consentId"))).singleElement()
                .isInstanceOfSatisfying(ConsentGranted.class, granted -> {
                    assertThat(granted.declinedOptional()).containsExactly("billing:refund");
                    assertThat(granted.textHash()).hasSize(43);
                    assertThat(granted.locale()).isEqualTo("en");
                });
    }

    @Test
    void denyingIsRecordedAndGrantsNothing() {
        var request = peers.holds(Requests.of("usr-1").client("cli-deny", "Claude Desktop").build());

        var answer = consent.submit(mia, path(request), "decision=deny&version=" + version(request));

        assertThat(answer.content()).contains("authorize/continue?request=" + request.id());
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
        assertThat(events(decision(request).text("/consentId"))).singleElement().isInstanceOf(ConsentDenied.class);
    }

    @Test
    void beforeAnybodyDecidesThereIsNoDecision() {
        var request = peers.holds(Requests.of("usr-1").build());
        page(request);

        assertThat(decision(request).status()).isEqualTo(404);
        assertThat(decision(request).text("/code")).isEqualTo("not_decided");
    }

    @Test
    void ofTwoLoadsOfThePageEitherFormSubmitsOnce() {
        var request = peers.holds(Requests.of("usr-1").client("cli-tabs", "Claude Desktop").build());
        var first = version(request);
        var second = version(request);

        var allowed = consent.submit(mia, path(request), "decision=allow&version=" + second);
        var repeated = consent.submit(mia, path(request), "decision=allow&version=" + first);
        var denied = consent.submit(mia, path(request), "decision=deny&version=" + first);

        assertThat(allowed.content()).contains("http-equiv=\"refresh\"");
        assertThat(repeated.content()).as("a lost answer goes on").contains("http-equiv=\"refresh\"");
        assertThat(denied.content()).contains("This was answered already").doesNotContain("http-equiv");
        assertThat(page(request).content()).contains("This was answered already");
        assertThat(events(decision(request).text("/consentId"))).hasSize(1);
    }

    @Test
    void ofThirtyTwoFormsAtOnceOneDecides() throws Exception {
        var request = peers.holds(Requests.of("usr-1").client("cli-race", "Claude Desktop").build());
        var version = version(request);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands.invokeAll(Collections.<Callable<Answer>>nCopies(32,
                    () -> consent.submit(mia, path(request), "decision=allow&version=" + version)));
            for (var answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }

        assertThat(events(decision(request).text("/consentId"))).hasSize(1);
    }

    @Test
    void theSingleUseSurvivesARestart() {
        var request = peers.holds(Requests.of("usr-1").client("cli-restart", "Claude Desktop").build());
        var version = version(request);
        consent.submit(mia, path(request), "decision=deny&version=" + version);

        consent.restart();
        var again = consent.submit(mia, path(request), "decision=allow&version=" + version);

        assertThat(again.content()).contains("This was answered already");
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
    }

    @Test
    void anotherPersonAndAnotherSessionSeeNothing() {
        var request = peers.holds(Requests.of("usr-1").build());
        var stranger = consent.person("org-1", "usr-2", "member");
        var elsewhere = new Passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", Set.of("member"), Instant.now(), "session", "other");
        var version = version(request);

        for (var caller : List.of(stranger, elsewhere, consent.person("org-2", "usr-1", "member"))) {
            assertThat(consent.get(caller, path(request)).status()).isEqualTo(404);
            assertThat(consent.get(caller, path(request)).content()).doesNotContain("Claude Desktop");
            assertThat(consent.submit(caller, path(request), "decision=allow&version=" + version).status()).isEqualTo(404);
        }
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void bearersAndKeysHaveNoPage() {
        var request = peers.holds(Requests.of("usr-1").build());
        var bearer = consent.passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", "bearer", Duration.ZERO, "member");

        assertThat(consent.get(bearer, path(request)).status()).isEqualTo(404);
        assertThat(consent.get(consent.key("org-1", "owner"), path(request)).status()).isEqualTo(404);
    }

    @Test
    void aFormFromElsewhereDecidesNothing() {
        var request = peers.holds(Requests.of("usr-1").build());
        var fields = "decision=allow&version=" + version(request);

        assertThat(consent.form(mia, path(request), fields, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", "null").status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields).status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", RunningConsent.ORIGIN, "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", RunningConsent.ORIGIN, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void aFormDecidesOnlyOnWhatWasShown() {
        var before = peers.holds(Requests.of("usr-1").client("cli-changed", "Claude Desktop").build());
        var version = version(before);
        peers.holds(Requests.of("usr-1").client("cli-changed", "Claude Desktop")
                .scopes(new Scope("billing:read", "Delete the whole company", true)).again(before.id()));

        var answer = consent.submit(mia, path(before), "decision=allow&version=" + version);

        assertThat(answer.content()).contains("What is asked has changed", "Delete the whole company").doesNotContain("http-equiv");
        assertThat(decision(before).status()).isEqualTo(404);
        assertThat(consent.submit(mia, path(before), "decision=allow&version=" + versionIn(answer)).content())
                .contains("http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "decision=maybe", "decision=allow&decision=deny", "decision=allow&scope=admin:everything", "decision=allow&scope="})
    void aFormThatSaysSomethingElseIsAPageThatNamesClientAddressAndRule(String fields) {
        var request = peers.holds(Requests.of("usr-1").build());

        var answer = consent.submit(mia, path(request), fields + "&version=" + version(request));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.content()).contains("Claude Desktop", "http://127.0.0.1:33418/oauth/callback", "Nothing was decided");
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void whatIsTooOldAndWhatIsDoneAreClearPages() {
        var old = peers.holds(Requests.of("usr-1").expires(Instant.now().minusSeconds(1)).build());
        var done = peers.holds(Requests.of("usr-1").state(State.DECIDED).build());

        assertThat(page(old).status()).isEqualTo(410);
        assertThat(page(old).content()).contains("This request is too old");
        assertThat(consent.submit(mia, path(old), "decision=allow&version=x").status()).isEqualTo(410);
        assertThat(page(done).content()).contains("This was answered already", "You can close this page");
        assertThat(decision(old).status()).isEqualTo(404);
    }

    @Test
    void whereTokenServiceIsSilentNothingIsDecided() {
        var request = peers.holds(Requests.of("usr-1").build());
        var version = version(request);
        peers.silent(true);
        try {
            var answer = consent.submit(mia, path(request), "decision=allow&version=" + version);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
        } finally {
            peers.silent(false);
        }
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void aMemberWhoseAccessIsOffAllowsNothingAndMayStillDeny() {
        var off = consent.person("org-1", "usr-off", "member");
        var request = peers.holds(Requests.of("usr-off").build());
        var version = versionIn(consent.get(off, path(request)));
        consent.post(off, "/api/v1/orgs/org-1/members/usr-off/access", "{\"enabled\":false}");

        assertThat(consent.get(off, path(request)).status()).isEqualTo(403);
        assertThat(consent.submit(off, path(request), "decision=allow&version=" + version).status()).isEqualTo(403);
        assertThat(consent.submit(off, path(request), "decision=deny&version=" + version).status()).isEqualTo(200);
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
    }

    @Test
    void aNameThatCannotBeHadIsShownAsTheId() {
        people.silent(true);
        try {
            var nameless = consent.person("org-1", "usr-nameless", "member");
            var request = peers.holds(Requests.of("usr-nameless").build());
            assertThat(consent.get(nameless, path(request)).content()).contains("usr-nameless");
        } finally {
            people.silent(false);
        }
    }

    /** Polyglots, directions, invisible letters, look-alikes: shown as what they are. */
    @ParameterizedTest
    @ValueSource(strings = {
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "javascript:alert(1)//",
            "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>",
            "${7*7} __${T(java.lang.Runtime).getRuntime()}__::.x [[${9*9}]]", "{0} {1}"})
    void aRegisteredStringIsShownAndNeverRuns(String hostile) {
        var request = peers
                .holds(Requests.of("usr-1").client("cli-hostile", hostile).scopes(new Scope(hostile.replace(' ', '_'), hostile, false))
                        .to("https://callback.example/" + "%22onload", RedirectKind.HTTPS).build());

        var page = org.jsoup.Jsoup.parse(page(request).content());

        assertThat(page.select("script, img, svg[onload], [onerror], [onload], [onclick], iframe, style")).isEmpty();
        assertThat(page.select("h1").text()).contains(hostile.replaceAll("\\s+", " ").strip());
        assertThat(page.select("a").eachAttr("href")).containsExactly("/logout");
    }

    @Test
    void whatHasNoShapeIsShownByItsNumberAndMixedAlphabetsAreNamed() {
        var request = peers.holds(Requests.of("usr-1").client("cli-bidi", "Сlaude\u202Etxt.exe\u200B\u0000").build());

        assertThat(page(request).content()).contains("[U+202E]", "[U+200B]", "[U+0000]", "This name mixes alphabets (Cyrillic)")
                .doesNotContain("\u202E").doesNotContain("\u200B");
    }

    @Test
    void aWebAddressNeedsNoWarningAndAnAppsOwnSchemeDoes() {
        var web = page(peers.holds(Requests.of("usr-1").to("https://app.example/cb", RedirectKind.HTTPS).build())).content();
        var app = page(peers.holds(Requests.of("usr-1").to("cursor://anysphere/cb", RedirectKind.PRIVATE_USE).build())).content();

        assertThat(web).contains("app.example", "To the website").doesNotContain("Any program on this computer");
        assertThat(app).contains("cursor:", "Another app could have claimed these addresses");
    }
}
