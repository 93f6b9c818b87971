package io.countersign.token.mac;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.countersign.token.mac.MacTokens.Facts;
import io.countersign.web.key.KeyVault;
import io.countersign.web.key.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacTokensTest {
    private static final Facts FACTS = new Facts("k2", "con-1|0|3");
    private final MacTokens tokens = tokens("one kind", secret("k2", 2), secret("k1", 1));

    private static MacTokens tokens(String purpose, Secret... secrets) {
        return new MacTokens(new Held(List.of(secrets)), "cs_", purpose);
    }

    private static Secret secret(String kid, int fill) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return new Secret(kid, bytes);
    }

    private String token() {
        return tokens.write(FACTS).orElseThrow();
    }

    @Test
    void theSameFactsGiveTheSameTokenAndItSaysThem() {
        assertThat(token()).startsWith("cs_").isEqualTo(token());
        assertThat(tokens.read(token())).contains(FACTS);
        assertThat(tokens.activeKid()).isEqualTo("k2");
    }

    @Test
    void oneForAnotherPurposeIsNone() {
        assertThat(tokens("another kind", secret("k2", 2)).read(token())).isEmpty();
    }

    @Test
    void onlyTheHolderOfTheSecretWritesOne() {
        assertThat(tokens("one kind", secret("k2", 7)).read(token())).isEmpty();
        assertThat(tokens.read(token().replaceFirst("[A-Za-z0-9_-]$", "!"))).isEmpty();
        assertThat(tokens.read("cs_" + token())).isEmpty();
    }

    @Test
    void aKeyThatIsTakenAwayEndsWhatItAuthenticated() {
        var rotated = tokens("one kind", secret("k3", 3), secret("k2", 2));
        assertThat(rotated.read(token())).contains(FACTS);
        assertThat(tokens("one kind", secret("k3", 3)).read(token())).isEmpty();
        assertThat(tokens("one kind", secret("k3", 3)).write(FACTS)).isEmpty();
    }

    private record Held(List<Secret> secrets) implements KeyVault {
        @Override
        public List<ECKey> signingKeys(String name) {
            return List.of();
        }

        @Override
        public List<ECKey> publicKeys(String name) {
            return List.of();
        }

        @Override
        public List<Secret> secrets(String name) {
            return secrets;
        }
    }
}
