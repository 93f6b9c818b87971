package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Actor;
import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import io.countersign.token.contract.AuthorizationRequestAnswer.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser gets it: what it says, what it never does, and to whom it does not exist. */
class ConsentPageTest extends PageTest {
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

        assertThat(page.header("Content-Security-Policy")).isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.content()).doesNotContainIgnoringCase("<script").doesNotContain(" style=").doesNotContain("http-equiv");
        assertThat(consent.get(mia, "/o/acme/consent/assets/consent.css").header("Content-Type")).startsWith("text/css");
    }

    @Test
    void bearersAndKeysHaveNoPage() {
        var request = peers.holds(Requests.of("usr-1").build());
        var bearer = consent.passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", "bearer", Duration.ZERO, "member");

        assertThat(consent.get(bearer, path(request)).status()).isEqualTo(404);
        assertThat(consent.get(consent.key("org-1", "owner"), path(request)).status()).isEqualTo(404);
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

    /** R-C7: polyglots in every string that somebody registers are shown as what they are. */
    @ParameterizedTest
    @ValueSource(strings = {
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "javascript:alert(1)//",
            "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>",
            "${7*7} __${T(java.lang.Runtime).getRuntime()}__::.x [[${9*9}]]", "{0} {1}"})
    void aRegisteredStringIsShownAndNeverRuns(String hostile) {
        var request = peers
                .holds(Requests.of("usr-1").client("cli-hostile", hostile).scopes(new Scope(hostile.replace(' ', '_'), hostile, false))
                        .at(hostile, hostile).to("https://callback.example/" + "%22onload", RedirectKind.HTTPS).build());

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
