package io.countersign.token.signingkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.web.key.DirectoryKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;

/** K5: the secret that seals rotates without losing what was sealed before. */
class SealedKeysTest {
    @TempDir
    Path keys;

    private void secret(String kid, int first) throws IOException {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        Files.writeString(keys.resolve(SealedKeys.SEAL + kid + ".secret"), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static ECKey key(String kid) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    @Test
    void whatWasSealedBeforeOpensAfterARotationAndOnlyTheNewSecretSeals() throws Exception {
        try (var mongo = DurableMongoServer.inMemory(); var client = MongoClients.create(mongo.uri())) {
            var template = new MongoTemplate(client, "token");
            var before = key("kid-1");
            var after = key("kid-2");
            secret("", 1);
            sealed(template).keep(before);
            secret(".20261121T0900Z", 2);
            sealed(template).keep(after);

            assertThat(sealed(template).find("kid-1")).contains(before);
            assertThat(sealed(template).find("kid-2")).contains(after);
            Files.delete(keys.resolve(SealedKeys.SEAL + ".secret"));
            assertThat(sealed(template).find("kid-2")).contains(after);
            assertThatThrownBy(() -> sealed(template).find("kid-1")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("put it back");
        }
    }

    /** As a start reads the directory. */
    private SealedKeys sealed(MongoTemplate template) {
        return new SealedKeys(template, new DirectoryKeyVault(keys, false, Clock.systemUTC()));
    }
}
