package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that prove themselves with a key: RFC 7523, RFC 7521 section 4.2. */
class ClientAssertionTest extends ProtocolTest {
    @Test
    void anAssertionIsGoodOnce() throws Exception {
        var key = keyClient("cli-key");
        var assertion = assertion(key, "cli-key", RunningTokenService.ISSUER, "jti-1", service.clock.instant().plusSeconds(60));

        assertThat(withAssertion(assertion)).isEqualTo(200);
        assertThat(withAssertion(assertion)).isEqualTo(401);
        assertThat(withAssertion(assertion(key, "cli-key", RunningTokenService.ISSUER + "/oauth2/token", "jti-2",
                service.clock.instant().plusSeconds(60)))).isEqualTo(200);
    }

    @Test
    void anAssertionForSomebodyElseOrOfTheWrongKeyIsNone() throws Exception {
        var key = keyClient("cli-wrong");
        var soon = service.clock.instant().plusSeconds(60);

        assertThat(withAssertion(assertion(key, "cli-wrong", "https://elsewhere.example", "a", soon))).isEqualTo(401);
        assertThat(withAssertion(assertion(key, "cli-wrong", RunningTokenService.ISSUER, "b", service.clock.instant().minusSeconds(60))))
                .isEqualTo(401);
        assertThat(withAssertion(assertion(key, "cli-wrong", RunningTokenService.ISSUER, "c", soon.plus(Duration.ofDays(1)))))
                .isEqualTo(401);
        assertThat(withAssertion(assertion(generated(), "cli-wrong", RunningTokenService.ISSUER, "d", soon))).isEqualTo(401);
        assertThat(service.oauth(TOKEN, "cli-wrong", "grant_type", "client_credentials").status()).isEqualTo(401);
    }

    private static ECKey generated() throws Exception {
        return new ECKeyGenerator(Curve.P_256).generate();
    }

    private static ECKey keyClient(String client) throws Exception {
        var key = generated();
        service.client(client, "private_key_jwt", List.of(), new JWKSet(key.toPublicJWK()).toString());
        service.registry.bind(client, "billing", 1, "billing:read");
        return key;
    }

    private static String assertion(ECKey key, String client, String audience, String jti, Instant expires) throws Exception {
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder().issuer(client).subject(client).audience(audience)
                        .jwtID(jti).expirationTime(Date.from(expires)).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static int withAssertion(String assertion) {
        return service.oauth(TOKEN, null, "grant_type", "client_credentials", "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion).status();
    }
}
