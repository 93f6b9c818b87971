package io.countersign.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write, as a person may see it. */
class SafeTextTest {
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0A, 0x1B, 0x7F, 0xAD, 0x200B, 0x200D, 0x200E, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069, 0x2800, 0x3164,
            0xE000,
            0xE0041, 0xFEFF, 0x10FFFF})
    void whatHasNoShapeIsShownByItsNumber(int point) {
        assertThat(SafeText.of("a" + Character.toString(point) + "b").text()).isEqualTo("a[U+%04X]b".formatted(point));
    }

    @Test
    void pilesOfMarksDoNotSpillOverOtherLines() {
        assertThat(SafeText.of("a" + "\u0301".repeat(5)).text()).isEqualTo("a\u0301\u0301[U+0301][U+0301][U+0301]");
    }

    @ParameterizedTest
    @CsvSource({"Claude,false,''", "Сlaude,true,Cyrillic", "Παγωτό,false,Greek", "東京カメラ,false,'Han, Katakana'", "Café 2.0,false,''"})
    void alphabetsThatOneWordDoesNotMixAreNamed(String name, boolean mixed, String writing) {
        assertThat(SafeText.of(name).mixed()).isEqualTo(mixed);
        assertThat(SafeText.of(name).writing()).isEqualTo(writing);
    }

    @Test
    void lengthIsBoundedAndNothingIsSomething() {
        assertThat(SafeText.of("x".repeat(5_000)).text()).hasSizeLessThan(600).endsWith("…");
        assertThat(SafeText.of(" ").text()).isEqualTo("—");
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:33418/cb,127.0.0.1:33418", "https://app.example/cb,app.example", "cursor://x/y,cursor:",
            "http://[::1]:8/cb,[::1]:8", "https://good.example@evil.example/cb,evil.example",
            "https://gооd.example/cb,xn--gd-fmca.example"})
    void theTargetIsWhatTheBrowserWouldGoTo(String uri, String target) {
        assertThat(RedirectTarget.of(uri)).isEqualTo(target);
    }
}
