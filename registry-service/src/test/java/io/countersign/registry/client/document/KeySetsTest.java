package io.countersign.registry.client.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.countersign.registry.refusal.Refused;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.outbound.OutboundFetcher;
import io.countersign.web.outbound.OutboundGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CIMD-24, RFC 7517 section 5: keys that clients publish, and rotate when they like. */
class KeySetsTest {
    private final VirtualClock clock = VirtualClock.at("2026-11-27T09:00:00Z");
    private final OutboundGuard guard = new OutboundGuard(List.of("127.0.0.0/8"), Set::of, InetAddress::getAllByName);
    private final OutboundFetcher outbound = new OutboundFetcher(guard, DefaultClientTlsStrategy.createDefault(), true);
    private final KeySets keys = new KeySets(new ClientDocumentFetcher(outbound), clock);
    private final Host host = new Host();
    private final String at = host.at("/jwks.json");

    @AfterEach
    void close() throws IOException {
        host.close();
        outbound.close();
        guard.close();
    }

    private static String set(String keyId) throws JOSEException {
        return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate().toPublicJWK()).toString();
    }

    @Test
    void aSetIsKeptAndAskedForAnewAtMostTwiceAMinute() throws JOSEException {
        host.publishes(set("first"));
        assertThat(keys.at(at, false)).contains("first");
        host.publishes(set("second"));
        assertThat(keys.at(at, true)).contains("first");
        clock.advance(Duration.ofSeconds(31));
        assertThat(keys.at(at, false)).contains("first");
        assertThat(keys.at(at, true)).contains("second");
        assertThat(host.asked()).isEqualTo(2);
    }

    @Test
    void aHostThatCannotBeReachedIsLeftAloneForAWhileAndTheLastSetStandsInForADay() throws JOSEException {
        host.publishes(set("last"));
        keys.at(at, false);
        host.answers(503, "text/plain", "", "no");
        clock.advance(Duration.ofMinutes(6));
        assertThat(keys.at(at, false)).contains("last");
        assertThat(keys.at(at, true)).contains("last");
        assertThat(host.asked()).isEqualTo(2);
        clock.advance(Duration.ofHours(24));
        assertThatThrownBy(() -> keys.at(at, false)).isInstanceOf(Refused.class).hasMessageContaining("503");
    }

    @Test
    void whatIsNoSetOfPublicKeysIsNone() throws JOSEException {
        host.publishes(new JWKSet(new ECKeyGenerator(Curve.P_256).generate()).toString(false));
        assertThatThrownBy(() -> keys.at(at, false)).isInstanceOf(Refused.class).hasMessageContaining("public keys");
        host.publishes("{}");
        assertThatThrownBy(() -> keys.at(at, false)).isInstanceOf(Refused.class);
        assertThat(host.asked()).isEqualTo(1);
    }
}
