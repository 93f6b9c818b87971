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
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenMatrixTest extends GatewayTest {
    private static final String CHALLENGE = "resource_metadata=\"" + BASE + "/.well-known/oauth-protected-resource" + MCP
            + "\", scope=\"sample:read\"";

    // spec 5.3.1, RS-03, RS-04
    @Test
    void withoutATokenTheChallengeLeadsToTheMetadataAndNamesNoError() {
        for (var method : new String[]{"GET", "POST", "DELETE"}) {
            var response = raw(
                    method + " " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            assertThat(response).startsWith("HTTP/1.1 401").contains("Bearer " + CHALLENGE).doesNotContain("error=");
        }
    }

    @Test
    void theMetadataNamesTheIssuer() {
        var metadata = json(send("/.well-known/oauth-protected-resource" + MCP, request -> request).body());
        assertThat(metadata.path("resource").asString()).isEqualTo(BASE + MCP);
        assertThat(metadata.path("authorization_servers").path(0).asString()).isEqualTo(BASE + "/o/acme");
        assertThat(metadata.path("scopes_supported").path(0).asString()).isEqualTo("sample:read");
        assertThat(metadata.path("bearer_methods_supported").path(0).asString()).isEqualTo("header");
        assertThat(send("/.well-known/oauth-protected-resource/o/acme/mcp/none", request -> request).statusCode()).isEqualTo(404);
    }

    @TestFactory
    Stream<DynamicTest> aTokenThatDoesNotHoldIs401InvalidToken() throws JOSEException {
        var stranger = new ECKeyGenerator(Curve.P_256).keyID("at-1").generate();
        var honest = TOKENS.claims("matrix", claims -> {
        });
        var es256 = header("at+jwt", "at-1");
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(PEERS.key.toECPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        var now = Instant.now();
        return Stream.of(refused("no algorithm", new PlainJWT(honest).serialize()),
                refused("no algorithm, and our key id",
                        unsigned("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"at-1\"}", honest, "")),
                refused("no algorithm, and a signature",
                        unsigned("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"at-1\"}", honest, "AAAA")),
                refused("RS256 by a published key", signed(JWSAlgorithm.RS256, "rsa-1", honest, new RSASSASigner(PEERS.rsa))),
                refused("RS256 under the id of another key", signed(JWSAlgorithm.RS256, "at-1", honest, new RSASSASigner(PEERS.rsa))),
                refused("ES384 by a published key", signed(JWSAlgorithm.ES384, "p384-1", honest, new ECDSASigner(PEERS.p384))),
                refused("HS256 with the public key",
                        signed(JWSAlgorithm.HS256, "at-1", honest, new MACSigner(PEERS.key.toECPublicKey().getEncoded()))),
                refused("HS256 with the public key in PEM",
                        signed(JWSAlgorithm.HS256, "at-1", honest, new MACSigner(pem.getBytes(StandardCharsets.US_ASCII)))),
                refused("HS256 with the public key as it is published",
                        signed(JWSAlgorithm.HS256, "at-1", honest,
                                new MACSigner(PEERS.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII)))),
                refused("a critical header nobody knows",
                        Tokens.signed(new JWSHeader.Builder(es256).criticalParams(Set.of("exp2")).build(), honest, PEERS.key)),
                refused("another's signature under our key id", Tokens.signed(es256, honest, stranger)),
                refused("an unknown key id", Tokens.signed(header("at+jwt", "other"), honest, stranger)),
                refused("no key id", Tokens.signed(header("at+jwt", null), honest, PEERS.key)),
                refused("type JWT", Tokens.signed(header("JWT", "at-1"), honest, PEERS.key)),
                refused("a passport's type", Tokens.signed(header("passport+jwt", "at-1"), honest, PEERS.key)),
                refused("a transaction token's type", Tokens.signed(header("txntoken+jwt", "at-1"), honest, PEERS.key)),
                refused("a logout token's type", Tokens.signed(header("logout+jwt", "at-1"), honest, PEERS.key)),
                refused("the form of a refresh token", "csr_Y29uLTF8MHwxfDE3MDAwMDAwMDB8cjE." + "A".repeat(43)),
                refused("no type", Tokens.signed(header(null, "at-1"), honest, PEERS.key)),
                refused("another issuer", TOKENS.with("m", claims -> claims.issuer(BASE + "/o/other"))),
                refused("another audience", TOKENS.with("m", claims -> claims.audience(BASE + "/o/acme/mcp/other"))),
                refused("no audience", TOKENS.with("m", claims -> claims.audience((String) null))),
                refused("expired", TOKENS.with("m", claims -> claims.expirationTime(Date.from(now.minusSeconds(61))))),
                refused("without expiry", TOKENS.with("m", claims -> claims.expirationTime(null))),
                refused("not yet valid", TOKENS.with("m", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120))))),
                refused("without a connection", TOKENS.with("m", claims -> claims.claim("cid", null))),
                refused("without epochs", TOKENS.with("m", claims -> claims.claim("epochs", null))),
                refused("epochs of another form", TOKENS.with("m", claims -> claims.claim("epochs", "all"))),
                refused("scope of another form", TOKENS.with("m", claims -> claims.claim("scope", 7))),
                refused("an altered payload", altered(TOKENS.of("m"))), refused("garbage", "garbage"),
                refused("three dots", "a.b.c"), refused("five parts", "a.b.c.d.e"));
    }

    /** R-C6, issuer × resource × scope × server × operation: a token passes at its servers only, and does what its scopes say. */
    @Test
    void issuerResourceAndScopeTogetherDecideWhatPasses() {
        PEERS.upstreams.put("twin", UPSTREAM.url());
        var passed = new ArrayList<String>();
        var expected = new ArrayList<String>();
        for (var issuer : List.of("/o/acme", "/o/other", "")) {
            for (var resources : List.of(List.of("sample"), List.of("twin"), List.of("sample", "twin"), List.of("samples"),
                    List.<String>of())) {
                for (var scopes : List.of("", "sample:read", "sample:admin", "sample:read sample:admin", "sample:administrator")) {
                    var token = TOKENS.with("door", claims -> claims.issuer(BASE + issuer).claim("scope", scopes)
                            .audience(resources.stream().map(slug -> BASE + "/o/acme/mcp/" + slug).toList()));
                    for (var server : List.of("sample", "twin")) {
                        for (var tool : List.of("", "report", "secret_report")) {
                            var cell = String.join(" | ", issuer, resources.toString(), scopes, server, tool);
                            UPSTREAM.received.clear();
                            var status = send("/o/acme/mcp/" + server, request -> request.header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer " + token)
                                    .POST(BodyPublishers.ofString(tool.isEmpty() ? LIST : call(tool)))).statusCode();
                            var ours = issuer.equals("/o/acme") && resources.contains(server);
                            var may = !tool.equals("secret_report") || List.of(scopes.split(" ")).contains("sample:admin");
                            assertThat(status).as(cell).isEqualTo(ours ? may ? 200 : 403 : 401);
                            if (ours && may) {
                                expected.add(cell);
                            }
                            if (!UPSTREAM.received.isEmpty()) {
                                passed.add(cell);
                            }
                        }
                    }
                }
            }
        }
        PEERS.upstreams.clear();
        assertThat(passed).hasSize(48).isEqualTo(expected);
    }

    private DynamicTest refused(String what, String token) {
        return DynamicTest.dynamicTest(what, () -> {
            UPSTREAM.received.clear();
            var response = post(token, LIST);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer error=\"invalid_token\"")
                    .contains(CHALLENGE).matches("\\p{ASCII}*");
            assertThat(UPSTREAM.received).isEmpty();
        });
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String unsigned(String header, JWTClaimsSet claims, String signature) {
        return Base64URL.encode(header) + "." + claims.toPayload().toBase64URL() + "." + signature;
    }

    private static JWSHeader header(@org.jspecify.annotations.Nullable String type, @org.jspecify.annotations.Nullable String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(type == null ? null : new JOSEObjectType(type)).keyID(keyId).build();
    }

    private static String altered(String token) throws JOSEException {
        var parts = token.split("\\.");
        var richer = new JWTClaimsSet.Builder(TOKENS.claims("m", claims -> claims.claim("scope", "sample:admin"))).build();
        return parts[0] + "." + richer.toPayload().toBase64URL() + "." + parts[2];
    }

    @Test
    void madeUpKeyIdsLeadToOneLookAtMost() throws JOSEException {
        post(TOKENS.of("kid"), LIST);
        var before = PEERS.keySetReads.get();
        var began = Instant.now();
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        for (var i = 0; i < 20; i++) {
            post(Tokens.signed(header("at+jwt", "made-up-" + i), TOKENS.claims("kid", claims -> {
            }), stranger), LIST);
        }
        var intervals = Duration.between(began, Instant.now()).toSeconds() / 5;
        assertThat((long) PEERS.keySetReads.get() - before).isLessThanOrEqualTo(2 + intervals);
    }

    // RFC 6750, section 2 and 3.1
    @Nested
    class GivenMoreThanOneTokenInTheHeader {
        @Test
        void twoAuthorizationHeadersAreRefused() {
            var token = TOKENS.of("two");
            assertThat(rawPost("Authorization: Bearer " + token + "\r\nAuthorization: Bearer " + token + "\r\n", LIST))
                    .startsWith("HTTP/1.1 400")
                    .contains("error=\"invalid_request\"");
        }

        @Test
        void anythingAfterTheTokenIsRefused() {
            var token = TOKENS.of("after");
            for (var more : new String[]{" x", ", Bearer " + token, ",", ";a=b", " =", "\tx"}) {
                assertThat(rawPost("Authorization: Bearer " + token + more + "\r\n", LIST)).as(more).startsWith("HTTP/1.1 400");
            }
            assertThat(UPSTREAM.received).isEmpty();
        }

        @Test
        void anotherSchemeIsNoToken() {
            assertThat(rawPost("Authorization: Basic dTpw\r\n", LIST)).startsWith("HTTP/1.1 401").doesNotContain("error=");
        }

        @Test
        void aTokenInTheQueryIsRefused() {
            var response = send(MCP + "?access_token=" + TOKENS.of("q"), request -> request);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(send(MCP + "?access_token=" + TOKENS.of("q"),
                    request -> request.header("Authorization", "Bearer " + TOKENS.of("q"))).statusCode()).isEqualTo(400);
            assertThat(UPSTREAM.received).isEmpty();
        }
    }
}
