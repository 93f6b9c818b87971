package io.countersign.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ShortPageTest {
    @Test
    void whatOthersNamedIsTextAndNothingElse() {
        var page = Jsoup.parse(ShortPage.of("{content}", "\"><script>alert(1)</script>\u202Eknab\u0000 {title}").html());

        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("main p").text()).isEqualTo("\"><script>alert(1)</script>[U+202E]knab[U+0000] {title}");
        assertThat(page.select("h1").text()).isEqualTo("{content}");
    }

    @Test
    void aLongNameIsCut() {
        assertThat(Jsoup.parse(ShortPage.of("Refused", "n".repeat(10_000)).html()).select("main p").text()).hasSize(601).endsWith("…");
    }

    @Test
    void aFormMayLeadOnlyWhereItIsMeantTo() {
        assertThat(ShortPage.of("Over", "It is over.").contentSecurityPolicy()).contains("form-action 'none'", "frame-ancestors 'none'");
        assertThat(ShortPage.of("Sign out?", "").button("/logout", "csrf", "1", "Sign out", "https://idp.example").contentSecurityPolicy())
                .contains("form-action 'self' https://idp.example;");
    }

    @Test
    void thePolicyAllowsItsOwnStyleAndNoOther() throws Exception {
        var page = ShortPage.of("Over", "It is over.");
        var style = Objects.requireNonNull(Jsoup.parse(page.html()).selectFirst("style")).data();
        var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.contentSecurityPolicy()).contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';");
    }
}
