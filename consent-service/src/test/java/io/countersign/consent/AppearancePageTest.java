package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.AppearanceAnswer;
import java.time.Duration;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** CIMD-23, CIMD-30: the page shows a logo of ours, and says when name or picture are new. */
class AppearancePageTest extends PageTest {
    private static final String DIGEST = "ab".repeat(32);

    private static AppearanceAnswer logo(String digest) {
        return new AppearanceAnswer(digest, null, null, null);
    }

    @Test
    void aLogoIsLoadedFromOurOwnOriginInAFixedSizeAndSaysNothing() {
        peers.shows("cli-logo", logo(DIGEST));
        var page = page(peers.holds(Requests.of("usr-1").client("cli-logo", "Editor").build()));
        var picture = Jsoup.parse(page.content()).select("img");

        assertThat(picture.attr("src")).isEqualTo("/api/v1/orgs/org-1/clients/cli-logo/logo?digest=" + DIGEST);
        assertThat(picture.attr("alt")).isEmpty();
        assertThat(picture.attr("width") + "x" + picture.attr("height")).isEqualTo("40x40");
        assertThat(page.header("Content-Security-Policy")).contains("img-src 'self';");
    }

    @Test
    void withoutALogoThereIsNoPictureAndNoError() {
        var page = page(peers.holds(Requests.of("usr-1").client("cli-plain", "Editor").build()));
        assertThat(page.status()).isEqualTo(200);
        assertThat(Jsoup.parse(page.content()).select("img")).isEmpty();
    }

    /** The words of a stranger, also those of before, are shown as what they are. */
    @Test
    void aNewNameIsSaidWithTheOldOneAndTheDay() {
        peers.shows("cli-renamed",
                new AppearanceAnswer(DIGEST, "Old <b>Name</b>\u202E", Instant.now().minus(Duration.ofDays(3)), Instant.now()));
        var page = Jsoup.parse(page(peers.holds(Requests.of("usr-1").client("cli-renamed", "New Name").build())).content());

        assertThat(page.select(".mark").text()).contains("This app changed its name on", "Old <b>Name</b>[U+202E]",
                "This app changed its picture on");
        assertThat(page.select(".mark b")).isEmpty();
    }

    @Test
    void whatChangedLongAgoIsNoNews() {
        peers.shows("cli-settled", new AppearanceAnswer(null, "Old Name", Instant.now().minus(Duration.ofDays(91)), null));
        var page = page(peers.holds(Requests.of("usr-1").client("cli-settled", "New Name").build()));
        assertThat(page.content()).doesNotContain("Old Name");
    }

    /** What is decided is what was shown: a picture that was swapped meanwhile is shown before anything is decided. */
    @Test
    void anotherPictureOrNameThanWasShownIsShownFirst() {
        peers.shows("cli-swapped", logo(DIGEST));
        var request = peers.holds(Requests.of("usr-1").client("cli-swapped", "Editor").build());
        var version = version(request);
        peers.shows("cli-swapped", logo("cd".repeat(32)));

        var again = consent.submit(mia, path(request), "decision=allow&version=" + version);
        assertThat(again.content()).contains("What is asked has changed", "cd".repeat(32));
        assertThat(decision(request).status()).isEqualTo(404);
    }
}
