package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Authentication at the native API: of all that an identity provider signs, only an access token meant for us, asked for by a client of ours. */
class ApiTokenMatrixTest extends GatewayTest {
    private static final String ISSUER = PEERS.url() + FakePeers.REALM;
    private static final String PERSON = "usr-matrix";
    private static final Instant LOGIN = Instant.ofEpochSecond(1_700_000_000);

    @DynamicPropertySource
    static void realm(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
        registry.add("countersign.keycloak.issuer", () -> ISSUER);
    }

    @BeforeEach
    void aRole() {
        PEERS.roles.put(PERSON, List.of("owner"));
    }

    @TestFactory
    Stream<DynamicTest> anAccessTokenForUsOpensTheApi() {
        return Stream.of(opens("by RS256", honest("RS256", change -> {
        })), opens("by ES256", honest("ES256", change -> {
        })), opens("of RFC 9068's type", signed(header("RS256", "at+jwt", "rsa-1"), claims(change -> {
        }))), opens("for others as well", honest("RS256", claims -> claims.audience(List.of("account", "countersign-api")))));
    }

    private DynamicTest opens(String what, String token) {
        return DynamicTest.dynamicTest(what, () -> assertThat(servers(token).statusCode()).isEqualTo(200));
    }

    @TestFactory
    Stream<DynamicTest> whateverElseIsRefused() throws JOSEException {
        var now = Instant.now();
        var plain = claims(change -> {
        });
        var stranger = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        return Stream.of(
                // type
                with("an ID token", claims -> claims.claim("typ", "ID")), with("a refresh token", claims -> claims.claim("typ", "Refresh")),
                with("a logout token", claims -> claims.claim("typ", "Logout")),
                with("a token of no kind", claims -> claims.claim("typ", null)),
                with("a kind of another form", claims -> claims.claim("typ", List.of("Bearer"))),
                refused("a header of no type", signed(header("RS256", null, "rsa-1"), plain)),
                refused("a header of another type", signed(header("RS256", "logout+jwt", "rsa-1"), plain)),
                // audience and who asked for it
                with("another audience", claims -> claims.audience("account")),
                with("no audience", claims -> claims.audience((String) null)),
                with("an MCP server's audience", claims -> claims.audience(BASE + MCP)),
                with("asked for by another application", claims -> claims.claim("azp", "somebody-elses-application")),
                with("asked for by nobody", claims -> claims.claim("azp", null)),
                // issuer
                with("another realm", claims -> claims.issuer(PEERS.url() + "/realms/master")),
                with("our own issuer", claims -> claims.issuer(BASE + "/o/acme")), with("no issuer", claims -> claims.issuer(null)),
                refused("an MCP access token", TOKENS.of("api-matrix")),
                refused("an MCP access token for the API",
                        TOKENS.with("api-matrix", claims -> claims.audience("countersign-api").claim("azp", "countersign-api"))),
                // algorithm and key
                refused("no algorithm", new PlainJWT(plain).serialize()),
                refused("HS256 with the public key", signed(header("HS256", "JWT", "rsa-1"), plain,
                        new MACSigner(PEERS.rsa.toRSAPublicKey().getEncoded()))),
                refused("ES384 by a published key", signed(header("ES384", "JWT", "p384-1"), plain, new ECDSASigner(PEERS.p384))),
                refused("RS512 by a published key", signed(header("RS512", "JWT", "rsa-1"), plain, new RSASSASigner(PEERS.rsa))),
                refused("another's signature under the realm's key id",
                        signed(header("RS256", "JWT", "rsa-1"), plain, new RSASSASigner(stranger))),
                refused("an unknown key id", signed(header("RS256", "JWT", "other"), plain, new RSASSASigner(stranger))),
                refused("no key id", signed(header("RS256", "JWT", null), plain)),
                refused("the key id of another key", signed(header("RS256", "JWT", "at-1"), plain)),
                // time
                with("expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(120)))),
                with("without expiry", claims -> claims.expirationTime(null)),
                with("not yet valid", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(300)))),
                with("without a beginning", claims -> claims.issueTime(null)),
                // subject and form
                with("without a subject", claims -> claims.subject(null)), refused("garbage", "garbage"), refused("three dots", "a.b.c"),
                refused("a header that is null", "bnVsbA.e30.AAAA"), refused("claims that are null", "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA"));
    }

    private DynamicTest with(String what, Consumer<JWTClaimsSet.Builder> change) {
        return refused(what, honest("RS256", change));
    }

    private DynamicTest refused(String what, String token) {
        return DynamicTest.dynamicTest(what, () -> {
            PEERS.inward.clear();
            var answer = servers(token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(json(answer.body()).path("code").asString()).isEqualTo("token_invalid");
            assertThat(PEERS.inward).noneMatch(inward -> inward.path().startsWith("/api/"));
        });
    }

    @Test
    void theLoginIsAsOldAsTheTokenSays() throws ParseException {
        assertThat(servers(honest("RS256", change -> {
        })).statusCode()).isEqualTo(200);

        assertThat(passport().getLongClaim("auth_time")).isEqualTo(LOGIN.getEpochSecond());
    }

    /** RFC 9470: a token that is young proves no login that is. */
    @Test
    void aTokenThatDoesNotSayWhenThePersonSignedInProvesNoLogin() throws ParseException {
        assertThat(servers(honest("RS256", claims -> claims.claim("auth_time", null))).statusCode()).isEqualTo(200);

        assertThat(passport().getLongClaim("auth_time")).isZero();
    }

    @Test
    void rolesAreAskedForOnceInAWhile() {
        var token = honest("RS256", claims -> claims.subject("usr-often"));
        PEERS.roles.put("usr-often", List.of("member"));
        var began = Instant.now();

        for (var n = 0; n < 5; n++) {
            assertThat(servers(token).statusCode()).isEqualTo(200);
        }

        // an answer is kept for five seconds
        var renewals = (int) Duration.between(began, Instant.now()).toSeconds() / 5;
        assertThat(PEERS.inward.stream().filter(inward -> inward.path().endsWith("/users/usr-often/roles")))
                .hasSizeBetween(1, 1 + renewals);
    }

    private HttpResponse<String> servers(String token) {
        return send("/api/v1/orgs/acme/servers", request -> request.header("Authorization", "Bearer " + token));
    }

    private static JWTClaimsSet passport() throws ParseException {
        var inward = PEERS.inward.stream().filter(request -> request.path().startsWith("/api/")).findFirst().orElseThrow();
        return SignedJWT.parse(Objects.requireNonNull(inward.header("Authorization")).substring(7)).getJWTClaimsSet();
    }

    /** As Keycloak makes it, but for what a test changes. */
    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder().issuer(ISSUER).audience("countersign-api").subject(PERSON).claim("typ", "Bearer")
                .claim("azp", "countersign-api").issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("auth_time", LOGIN.getEpochSecond());
        change.accept(claims);
        return claims.build();
    }

    private static String honest(String algorithm, Consumer<JWTClaimsSet.Builder> change) {
        return signed(header(algorithm, "JWT", algorithm.equals("ES256") ? "at-1" : "rsa-1"), claims(change));
    }

    private static JWSHeader header(String algorithm, @Nullable String type, @Nullable String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(type == null ? null : new JOSEObjectType(type)).keyID(keyId)
                .build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims) {
        try {
            return signed(header, claims,
                    header.getAlgorithm().equals(JWSAlgorithm.ES256) ? new ECDSASigner(PEERS.key) : new RSASSASigner(PEERS.rsa));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
