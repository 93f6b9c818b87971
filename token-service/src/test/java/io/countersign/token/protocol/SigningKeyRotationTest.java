package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.token.signingkey.SigningKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signing key's life by the clock: published, signing, published still, gone. */
class SigningKeyRotationTest extends ProtocolTest {
    private static final Duration ROTATE_AFTER = Duration.ofDays(30);
    private static final Duration LEAD = Duration.ofHours(1);
    private static final Duration LONGEST_TOKEN = Duration.ofDays(32);

    private static List<String> published() throws Exception {
        return JWKSet.parse(service.get("/o/acme/oauth2/jwks").content()).getKeys().stream().map(key -> key.getKeyID()).toList();
    }

    private static void rotate() {
        service.bean(SigningKeys.class).rotate();
    }

    private static String kid(Answer issued) throws Exception {
        return SignedJWT.parse(issued.text("/access_token")).getHeader().getKeyID();
    }

    private static long secondsLeft(String kid) {
        return (long) service.bean(MeterRegistry.class).get("countersign.key.expiry").tag("name", "signing-key/" + kid).gauge().value();
    }

    private static Collection<Gauge> expiries() {
        return service.bean(MeterRegistry.class).get("countersign.key.expiry").gauges();
    }

    private static boolean active(Answer issued) {
        return service.oauth("/o/acme/oauth2/introspect", service.resourceServer("cli-keys-server", "billing"), "token",
                issued.text("/access_token")).body().path("active").asBoolean();
    }

    @Test
    void theNextKeyIsPublishedBeforeItSignsAndTheOldOneAsLongAsItsTokensMayLive() throws Exception {
        service.registry.server("billing", Duration.ofDays(100).toSeconds(), null, "billing:read");
        var client = service.client("cli-keys", "billing", "billing:read");
        var first = kid(service.token(client, request()));
        rotate();
        assertThat(published()).containsExactly(first);
        assertThat(secondsLeft(first)).isEqualTo(ROTATE_AFTER.toSeconds());

        service.clock.advance(ROTATE_AFTER.minus(LEAD));
        rotate();
        assertThat(published()).hasSize(2).startsWith(first);
        assertThat(kid(service.token(client, request()))).isEqualTo(first);

        service.clock.advance(LEAD.minusSeconds(1));
        rotate();
        var old = service.token(client, request());
        assertThat(kid(old)).isEqualTo(first);

        service.clock.advance(Duration.ofSeconds(1));
        rotate();
        var second = published().getLast();
        assertThat(published()).containsExactly(first, second);
        assertThat(kid(service.token(client, request()))).isEqualTo(second).isNotEqualTo(first);
        assertThat(expiries()).as("of the key that signs alone").hasSize(1);
        assertThat(active(old)).isTrue();

        service.clock.advance(Duration.ofMinutes(15));
        assertThat(active(old)).isFalse();
        assertThat(secondsLeft(second)).isEqualTo(ROTATE_AFTER.minusMinutes(15).toSeconds());

        service.clock.advance(LONGEST_TOKEN);
        rotate();
        assertThat(published()).doesNotContain(first);
    }
}
