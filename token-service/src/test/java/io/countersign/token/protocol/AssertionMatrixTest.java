package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Algorithm × key × issuer × subject × audience × time of a client's assertion: exactly the right ones authenticate (R-C6, RFC 7523 section 3). */
class AssertionMatrixTest extends ProtocolTest {
    private static final String CLIENT = "cli-assert";

    @Test
    void exactlyTheRightAssertionsAuthenticate() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).generate();
        var another = new ECKeyGenerator(Curve.P_256).generate();
        service.client(CLIENT, "private_key_jwt", List.of(), new JWKSet(key.toPublicJWK()).toString());
        service.registry.bind(CLIENT, "billing", 1, "billing:read");
        service.client("cli-else", "billing", "billing:read");
        var accepted = new ArrayList<String>();
        for (var algorithm : List.of("ES256", "HS256", "none")) {
            for (var signing : List.of(key, another)) {
                for (var issuer : List.of(CLIENT, "cli-else")) {
                    for (var subject : List.of(CLIENT, "cli-else")) {
                        for (var audience : List.of(RunningTokenService.ISSUER, RunningTokenService.ISSUER + "/oauth2/token",
                                "https://cs.example/o/other", "https://elsewhere.example")) {
                            for (var life : List.of(60, -61, 86_400)) {
                                var claims = new JWTClaimsSet.Builder().issuer(issuer).subject(subject).audience(audience)
                                        .jwtID(UUID.randomUUID().toString())
                                        .expirationTime(Date.from(service.clock.instant().plusSeconds(life))).build();
                                if (authenticates(sign(algorithm, signing, claims))) {
                                    accepted.add(
                                            String.join(" ", algorithm, signing.equals(key) ? "registered" : "another", issuer, subject,
                                                    audience, life.toString()));
                                }
                            }
                        }
                    }
                }
            }
        }

        assertThat(accepted).containsExactly("ES256 registered cli-assert cli-assert https://cs.example/o/acme 60",
                "ES256 registered cli-assert cli-assert https://cs.example/o/acme/oauth2/token 60");
    }

    private static boolean authenticates(String assertion) {
        var answer = service.oauth("/o/acme/oauth2/token", null, request("client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion));
        assertThat(answer.status()).as(answer.content()).isIn(200, 401);
        return answer.status() == 200;
    }

    private static String sign(String algorithm, ECKey key, JWTClaimsSet claims) throws Exception {
        if (algorithm.equals("none")) {
            return new PlainJWT(claims).serialize();
        }
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.parse(algorithm)), claims);
        jwt.sign(algorithm.equals("ES256")
                ? new ECDSASigner(key)
                : new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }
}
