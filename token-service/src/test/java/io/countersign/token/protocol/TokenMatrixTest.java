package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.token.signingkey.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Type × algorithm × key × issuer × audience × time of what is shown to introspection: exactly one cell is an active token (R-C6). */
class TokenMatrixTest extends ProtocolTest {
    private static final String OURS = "ours";
    private static final String GOOD = "at+jwt ES256 ours https://cs.example/o/acme https://cs.example/o/acme/mcp/billing live";

    @Test
    void exactlyTheTokenThatWasIssuedIsActive() throws Exception {
        service.resourceServer("cli-server", "billing");
        var issued = RunningTokenService.claims(service.token(service.client("cli-matrix", "billing", "billing:read"), request()));
        var keys = Map.of(OURS, service.bean(SigningKeys.class).active(), "another", new ECKeyGenerator(Curve.P_256).generate());
        var active = new ArrayList<String>();
        var cells = 0;
        for (var type : List.of("at+jwt", "JWT", "passport+jwt", "")) {
            for (var algorithm : List.of("ES256", "HS256", "none")) {
                for (var key : List.of(OURS, "another", "another under our id", "ours under another id", "ours without id")) {
                    for (var issuer : List.of(RunningTokenService.ISSUER, "https://cs.example/o/other", "https://elsewhere.example")) {
                        for (var audience : List.of(FakeRegistry.resource("billing"), FakeRegistry.resource("files"),
                                RunningTokenService.ISSUER)) {
                            for (var time : List.of("live", "expired")) {
                                var token = sign(type, algorithm, keys, key, claims(issued, issuer, audience, time));
                                cells++;
                                if (shown(token)) {
                                    active.add(String.join(" ", type, algorithm, key, issuer, audience, time));
                                }
                            }
                        }
                    }
                }
            }
        }

        assertThat(cells).isEqualTo(1_080);
        assertThat(active).containsExactly(GOOD);
    }

    private static boolean shown(String token) {
        var answer = service.oauth("/o/acme/oauth2/introspect", "cli-server", "token", token);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("active").asBoolean();
    }

    private static JWTClaimsSet claims(JWTClaimsSet issued, String issuer, String audience, String time) {
        var expires = service.clock.instant().plusSeconds(time.equals("live") ? 600 : -1);
        return new JWTClaimsSet.Builder(issued).issuer(issuer).audience(audience).expirationTime(Date.from(expires)).build();
    }

    private static String sign(String type, String algorithm, Map<String, ECKey> keys, String key, JWTClaimsSet claims) throws Exception {
        var jose = type.isEmpty() ? null : new JOSEObjectType(type);
        if (algorithm.equals("none")) {
            return new PlainJWT(new PlainHeader.Builder().type(jose).build(), claims).serialize();
        }
        var ours = Objects.requireNonNull(keys.get(OURS));
        var signing = key.startsWith(OURS) ? ours : Objects.requireNonNull(keys.get("another"));
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(jose).keyID(switch (key) {
            case OURS, "another under our id" -> ours.getKeyID();
            case "ours without id" -> null;
            default -> "unknown";
        }).build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(algorithm.equals("ES256")
                ? new ECDSASigner(signing)
                : new MACSigner(signing.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }
}
