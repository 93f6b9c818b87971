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
import io.countersign.registry.contract.SecretAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Introspection (RFC 7662), revocation (RFC 7009), client assertions (RFC 7523), several secrets, and who may end what. */
class TokenLifeTest {
    private static final String TOKEN = "/o/acme/oauth2/token";
    private static final String INTROSPECT = "/o/acme/oauth2/introspect";
    private static final String REVOKE = "/o/acme/oauth2/revoke";
    @TempDir
    static Path directory;
    static RunningTokenService service;

    @BeforeAll
    static void start() {
        service = new RunningTokenService(directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void openWorld() {
        service.registry.silent = false;
        service.registry.facts.clear();
        service.feed.age = Duration.ZERO;
        service.registry.server("billing", 86_400, null, "billing:read");
        service.registry.server("files", 86_400, null, "files:read");
        service.client("cli-server", "billing", "billing:read");
        service.client("cli-elsewhere", "files", "files:read");
    }

    private static String token(String client) {
        service.client(client, "billing", "billing:read");
        return service.token(client, "grant_type", "client_credentials").text("/access_token");
    }

    private static boolean active(String caller, String token) {
        var answer = service.oauth(INTROSPECT, caller, "token", token);
        assertThat(answer.status()).isEqualTo(200);
        var active = answer.body().path("active").asBoolean();
        assertThat(answer.body().size() == 1).isEqualTo(!active);
        return active;
    }

    @Test
    void aLiveTokenIsShownToItsOwnerAndToItsServer() {
        var token = token("cli-show");

        var shown = service.oauth(INTROSPECT, "cli-server", "token", token);

        assertThat(shown.text("/client_id")).isEqualTo("cli-show");
        assertThat(shown.text("/aud/0") + shown.text("/aud")).contains(FakeRegistry.resource("billing"));
        assertThat(shown.text("/iss")).isEqualTo(RunningTokenService.ISSUER);
        assertThat(active("cli-show", token)).isTrue();
    }

    @Test
    void nobodyElseLearnsAnything() {
        assertThat(active("cli-elsewhere", token("cli-hide"))).isFalse();
        assertThat(active("cli-server", "no token at all")).isFalse();
        assertThat(service.oauth(INTROSPECT, null, "token", "x").status()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsInactive() {
        var token = token("cli-old");

        service.clock.advance(Duration.ofMinutes(15));

        assertThat(active("cli-server", token)).isFalse();
    }

    @Test
    void whatTheFeedCutsOffIsInactive() {
        var token = token("cli-fed");

        service.fact("client:cli-fed", 0, true, false, 4);

        assertThat(active("cli-server", token)).isFalse();
    }

    @Test
    void withAStaleFeedTheOwnersAreAskedAndTheirSilenceIsNotAYes() {
        var token = token("cli-stale");
        service.feed.age = Duration.ofSeconds(6);
        assertThat(active("cli-stale", token)).isTrue();

        service.registry.silent = true;

        assertThat(service.oauth(INTROSPECT, "cli-stale", "token", token).status()).isEqualTo(503);
    }

    @Test
    void aRevokedTokenIsDeadAtOnceAndItsConnectionLivesOn() {
        var token = token("cli-revoke");
        var other = service.token("cli-revoke", "grant_type", "client_credentials").text("/access_token");

        assertThat(service.oauth(REVOKE, "cli-revoke", "token", token, "token_type_hint", "refresh_token").status()).isEqualTo(200);

        assertThat(active("cli-server", token)).isFalse();
        assertThat(active("cli-server", other)).isTrue();
    }

    @Test
    void revokingWhatIsUnknownSucceeds() {
        assertThat(service.oauth(REVOKE, "cli-server", "token", "unknown").status()).isEqualTo(200);
    }

    @Test
    void anotherClientsTokenIsNotRevoked() {
        var token = token("cli-mine");

        var refused = service.oauth(REVOKE, "cli-elsewhere", "token", token);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error")).isEqualTo("invalid_grant");
        assertThat(active("cli-mine", token)).isTrue();
    }

    @Test
    void theOwnersWordOnTokenAndConnectionIsAnsweredToServices() throws Exception {
        var token = token("cli-word");
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        service.oauth(REVOKE, "cli-word", "token", token);

        var facts = service.api(service.caller("org-1", "service"), "POST", "/internal/access",
                "{\"keys\":[\"connection:%s\",\"token:%s\",\"token:none\"]}".formatted(claims.getStringClaim("cid"), claims.getJWTID()));

        assertThat(facts.body()).hasSize(2);
        assertThat(facts.body().get(0).path("ended").asBoolean()).isFalse();
        assertThat(facts.body().get(1).path("ended").asBoolean()).isTrue();
    }

    @Test
    void onlyWhoMayEndAConnectionEndsIt() throws Exception {
        var connection = SignedJWT.parse(token("cli-rights")).getJWTClaimsSet().getStringClaim("cid");
        var path = "/api/v1/orgs/org-1/connections/" + connection + "/revoke";
        var body = "{\"reasonCode\":\"ADMIN\"}";

        assertThat(service.api(service.caller("org-1", "auditor"), "POST", path, body).status()).isEqualTo(403);
        assertThat(service.api(service.caller("org-1", "member"), "POST", path, body).status()).isEqualTo(404);
        assertThat(service.api(service.caller("org-1", "project-admin:prj-9"), "POST", path, body).status()).isEqualTo(404);
        assertThat(service.api(service.caller("org-2", "owner"), "POST", path.replace("org-1", "org-2"), body).status()).isEqualTo(404);
        assertThat(service.api(service.caller("org-2", "owner"), "POST", path, body).status()).isEqualTo(404);
        assertThat(service.api(service.caller("org-1", "owner"), "POST", path, "{\"reasonCode\":\"WHIM\"}").status()).isIn(400, 422);
        assertThat(service.api(service.caller("org-1", "project-admin:prj-1"), "POST", path, body).status()).isEqualTo(200);
    }

    @Test
    void manyAreRevokedEachWithItsResult() throws Exception {
        var connection = SignedJWT.parse(token("cli-bulk")).getJWTClaimsSet().getStringClaim("cid");
        var request = "{\"targets\":[{\"connectionId\":\"%1$s\"},{\"connectionId\":\"%1$s\"},{\"connectionId\":\"con-none\"}],\"reasonCode\":\"SECURITY\"}"
                .formatted(connection);

        var report = service.api(service.caller("org-1", "owner"), "POST", "/api/v1/orgs/org-1/connections:bulkRevoke", request);

        assertThat(report.body().path("results").valueStream().map(result -> result.path("status").asString())).containsExactly("REVOKED",
                "ALREADY_REVOKED", "ERROR");
    }

    @Test
    void everySecretThatHasNotExpiredIsGood() {
        service.client("cli-secrets", "client_secret_basic", List.of(
                new SecretAnswer("sec-1", RunningTokenService.sha256("first"), service.clock.instant().plusSeconds(60)),
                new SecretAnswer("sec-2", RunningTokenService.sha256("second"), null)), null);
        service.registry.bind("cli-secrets", "billing", 1, "billing:read");

        assertThat(withSecret("first")).isEqualTo(200);
        assertThat(withSecret("second")).isEqualTo(200);
        service.clock.advance(Duration.ofSeconds(60));
        assertThat(withSecret("first")).isEqualTo(401);
        assertThat(withSecret("second")).isEqualTo(200);
    }

    private static int withSecret(String secret) {
        return service.oauth(TOKEN, null, "grant_type", "client_credentials", "client_id", "cli-secrets", "client_secret", secret).status();
    }

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
