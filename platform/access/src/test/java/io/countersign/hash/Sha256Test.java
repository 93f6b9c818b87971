package io.countersign.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of FIPS 180-4 and RFC 7636; ids, hashes of secrets and proofs in the log rest on them. */
class Sha256Test {
    @Test
    void itIsTheHashOfTheStandard() {
        var abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Sha256.hex("abc")).isEqualTo(abc);
        assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(abc);
        assertThat(Sha256.bytes("abc")).isEqualTo(HexFormat.of().parseHex(abc));
        assertThat(Sha256.digest().digest("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(HexFormat.of().parseHex(abc));
    }

    /** RFC 7636 appendix B. */
    @Test
    void itIsTheChallengeOfTheStandard() {
        assertThat(Sha256.base64Url("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void textCountsAsUtf8() {
        assertThat(Sha256.hex("ü")).isEqualTo(Sha256.hex(new byte[]{(byte) 0xc3, (byte) 0xbc}));
    }
}
