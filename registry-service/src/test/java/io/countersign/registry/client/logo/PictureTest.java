package io.countersign.registry.client.logo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CIMD-30: what is served in a stranger's name is a small picture that we made, whatever the stranger sent. */
class PictureTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void aRasterPictureBecomesASmallPngOfTheSameShape(String format) {
        var anew = Pictures.read(Picture.anew(Pictures.of(format, 400, 200)).orElseThrow());

        assertThat(anew.getWidth()).isEqualTo(Picture.LONGEST);
        assertThat(anew.getHeight()).isEqualTo(Picture.LONGEST / 2);
    }

    @Test
    void nothingThatStandsBehindOrBesideThePictureIsServed() {
        var script = "<script>alert(1)</script>";
        var sent = Pictures.of("png", 8, 8);
        var polyglot = Arrays.copyOf(sent, sent.length + script.length());
        System.arraycopy(script.getBytes(StandardCharsets.US_ASCII), 0, polyglot, sent.length, script.length());

        assertThat(new String(Picture.anew(polyglot).orElseThrow(), StandardCharsets.ISO_8859_1)).startsWith("\u0089PNG")
                .doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<!doctype html><script>alert(1)</script>", "",
            "RIFF----WEBPVP8 ", "BM----------------------------------------------------"})
    void whatIsNoPictureOfTheseFormatsIsNone(String sent) {
        assertThat(Picture.anew(sent.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void aBrokenPictureIsNone() {
        var sent = Pictures.of("png", 64, 64);
        assertThat(Picture.anew(Arrays.copyOf(sent, sent.length / 2))).isEmpty();
        assertThat(Picture.anew(Arrays.copyOf(sent, 20))).isEmpty();
    }

    /** A few bytes that say they are 60,000 by 60,000 pixels would be 14 GB when decoded. */
    @Test
    void aPictureThatIsLargerThanItsBytesIsNotDecoded() {
        var bomb = Pictures.of("png", 8, 8);
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        var check = new CRC32();
        check.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) check.getValue());

        assertThat(Picture.anew(bomb)).isEmpty();
        assertThat(Picture.anew(Pictures.of("png", 2_000, 1_000))).isPresent();
        assertThat(Picture.anew(Pictures.of("png", 3_000, 1_000))).isEmpty();
    }
}
