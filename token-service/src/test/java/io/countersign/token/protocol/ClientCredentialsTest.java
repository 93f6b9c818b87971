package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.starter.event.EventWriter;
import io.countersign.starter.event.Streams;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client credentials grant as a client sees it: RFC 6749 sections 4.4 and 5.2, RFC 8707 section 2, RFC 9068. */
class ClientCredentialsTest {
    private static final String GRANT = "client_credentials";
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
        service.registry.server("billing", 3_600, 7_200L, "billing:read", "billing:write");
        service.registry.server("files", 3_600, null, "files:read");
    }

    private static String[] request(String... more) {
        return Stream.concat(Stream.of("grant_type", GRANT, "resource", FakeRegistry.resource("billing")), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void aBoundClientGetsATokenForItsResourceAndNothingElse() throws Exception {
        var client = service.client("cli-a", "billing", "billing:read", "billing:write");

        var answer = service.token(client, request("scope", "billing:read"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.text("/token_type")).isEqualTo("Bearer");
        assertThat(answer.text("/scope")).isEqualTo("billing:read");
        assertThat(answer.body().at("/expires_in").asInt()).isEqualTo(900);
        assertThat(answer.body().has("refresh_token")).isFalse();
        var jwt = SignedJWT.parse(answer.text("/access_token"));
        var keys = JWKSet.parse(service.get("/o/acme/oauth2/jwks").response().body());
        assertThat(jwt.verify(new ECDSAVerifier((ECKey) keys.getKeyByKeyId(jwt.getHeader().getKeyID())))).isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(RunningTokenService.ISSUER);
        assertThat(claims.getAudience()).containsExactly(FakeRegistry.resource("billing"));
        assertThat(claims.getSubject()).isEqualTo(client);
        assertThat(claims.getStringClaim("client_id")).isEqualTo(client);
        assertThat(claims.getStringClaim("org")).isEqualTo(FakeRegistry.ORGANIZATION);
        assertThat(claims.getJSONObjectClaim("epochs")).containsOnlyKeys("organization:org-1", "project:prj-1", "server:billing",
                "client:cli-a", "binding:cli-a:billing", "connection:" + claims.getStringClaim("cid"));
    }

    @Test
    void whatIsAnsweredStandsInTheLog() throws Exception {
        var client = service.client("cli-log", "billing", "billing:read");

        var claims = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet();

        var issued = service.context.getBean(EventWriter.class).stream("issuances", claims.getJWTID(), 0);
        assertThat(issued).singleElement().extracting(recorded -> (TokensIssued) recorded.event())
                .returns(claims.getStringClaim("cid"), TokensIssued::connectionId)
                .returns(claims.getExpirationTime().toInstant(), TokensIssued::expiresAt);
    }

    @Test
    void scopesAreNarrowedToWhatIsAllowedAndTheAnswerSaysSo() {
        var client = service.client("cli-narrow", "billing", "billing:read");

        assertThat(service.token(client, request("scope", "billing:read billing:write unknown")).text("/scope")).isEqualTo("billing:read");
        assertThat(service.token(client, request()).text("/scope")).isEqualTo("billing:read");
    }

    @Test
    void nothingLeftIsAnInvalidScope() {
        var client = service.client("cli-scope", "billing", "billing:read");

        refused(service.token(client, request("scope", "billing:write")), 400, "invalid_scope");
    }

    @Test
    void thirtyTwoFirstTokensAtOnceMakeOneConnection() throws Exception {
        var client = service.client("cli-race", "billing", "billing:read");
        var barrier = new CyclicBarrier(32);
        Callable<String> first = () -> {
            barrier.await();
            var answer = service.token(client, request());
            assertThat(answer.status()).isEqualTo(200);
            return SignedJWT.parse(answer.text("/access_token")).getJWTClaimsSet().getStringClaim("cid");
        };
        var connections = new HashSet<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : callers.invokeAll(IntStream.range(0, 32).mapToObj(_ -> first).toList())) {
                connections.add(one.get());
            }
        }

        assertThat(connections).hasSize(1);
        assertThat(service.context.getBean(Streams.class).load(connections.iterator().next(), "", (state, _) -> state).version()).isZero();
    }

    @Test
    void anUnknownClientAndAWrongSecretLookTheSame() {
        service.client("cli-secret", "billing", "billing:read");

        var unknown = service.token("cli-nobody", request());
        var wrong = service.oauth("/o/acme/oauth2/token", null, request("client_id", "cli-secret", "client_secret", "wrong"));

        refused(unknown, 401, "invalid_client");
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Basic");
        refused(wrong, 401, "invalid_client");
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    @Test
    void noCredentialsAreAnInvalidClient() {
        refused(service.oauth("/o/acme/oauth2/token", null, request()), 401, "invalid_client");
    }

    @Test
    void aClientOfAnotherOrganizationIsUnknown() {
        var client = service.client("cli-foreign", "billing", "billing:read");

        refused(service.oauth("/o/other/oauth2/token", client, request()), 401, "invalid_client");
    }

    @Test
    void aSecretInTheBodyIsAsGood() {
        service.client("cli-post", "billing", "billing:read");

        assertThat(service.oauth("/o/acme/oauth2/token", null, request("client_id", "cli-post", "client_secret", "cli-post")).status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownResourceIsAnInvalidTarget() {
        var client = service.client("cli-target", "billing", "billing:read");

        refused(service.token(client, "grant_type", GRANT, "resource", "https://cs.example/o/acme/mcp/none"), 400, "invalid_target");
        refused(service.token(client, "grant_type", GRANT, "resource", "billing"), 400, "invalid_target");
    }

    @Test
    void twoResourcesAreAnInvalidTarget() {
        var client = service.client("cli-two", "billing", "billing:read");

        refused(service.token(client, request("resource", FakeRegistry.resource("files"))), 400, "invalid_target");
    }

    @Test
    void withoutAResourceTheOnlyBindingIsMeant() {
        var client = service.client("cli-none", "billing", "billing:read");

        assertThat(service.token(client, "grant_type", GRANT).status()).isEqualTo(200);
        service.registry.bind(client, "files", 2, "files:read");
        service.fact("client:cli-none", 0, false, false, 2);
        refused(service.token(client, "grant_type", GRANT), 400, "invalid_target");
    }

    @Test
    void theSameResourceInAnotherSpellingIsTheSame() {
        var client = service.client("cli-spell", "billing", "billing:read");

        assertThat(service.token(client, "grant_type", GRANT, "resource", "HTTPS://CS.example:443/o/acme/mcp/billing").status())
                .isEqualTo(200);
    }

    @Test
    void anUnboundClientIsUnauthorized() {
        var client = service.client("cli-unbound", "billing", "billing:read");

        refused(service.token(client, "grant_type", GRANT, "resource", FakeRegistry.resource("files")), 400, "unauthorized_client");
    }

    @Test
    void aBindingGivenAMomentAgoCounts() {
        var client = service.client("cli-now", "billing", "billing:read");
        refused(service.token(client, "grant_type", GRANT, "resource", FakeRegistry.resource("files")), 400, "unauthorized_client");

        service.registry.bind(client, "files", 2, "files:read");

        assertThat(service.token(client, "grant_type", GRANT, "resource", FakeRegistry.resource("files")).status()).isEqualTo(200);
    }

    @Test
    void aDisabledClientIsRefusedUntilItIsEnabled() {
        var client = service.client("cli-pause", "billing", "billing:read");
        assertThat(service.token(client, request()).status()).isEqualTo(200);

        service.fact("client:cli-pause", 0, true, false, 5);
        refused(service.token(client, request()), 400, "unauthorized_client");

        service.fact("client:cli-pause", 0, false, false, 6);
        assertThat(service.token(client, request()).status()).isEqualTo(200);
    }

    @Test
    void aCutIsNotHealedByEnabling() {
        var client = service.client("cli-cut", "billing", "billing:read");
        assertThat(service.token(client, request()).status()).isEqualTo(200);

        service.fact("binding:cli-cut:billing", 7, false, false, 7);
        refused(service.token(client, request()), 400, "unauthorized_client");

        service.registry.bind(client, "billing", 8, "billing:read");
        assertThat(service.token(client, request()).status()).isEqualTo(200);
    }

    @Test
    void aRevokedConnectionNeedsANewBinding() throws Exception {
        var client = service.client("cli-revoked", "billing", "billing:read");
        var first = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet().getStringClaim("cid");
        var owner = service.caller(FakeRegistry.ORGANIZATION, "owner");

        var revoked = service.api(owner, "POST", "/api/v1/orgs/org-1/connections/" + first + "/revoke", "{\"reasonCode\":\"ADMIN\"}");

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.header("Countersign-Receipt")).isEqualTo(first + ":1");
        refused(service.token(client, request()), 400, "unauthorized_client");
        service.registry.bind(client, "billing", 9, "billing:read");
        var second = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet().getStringClaim("cid");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aConnectionThatLapsedByTheClockIsRefusedBeforeAnybodySwept() {
        var client = service.client("cli-idle", "files", "files:read");
        String[] request = {"grant_type", GRANT, "resource", FakeRegistry.resource("files")};
        assertThat(service.token(client, request).status()).isEqualTo(200);

        service.clock.advance(Duration.ofHours(1));

        refused(service.token(client, request), 400, "unauthorized_client");
    }

    @Test
    void noTokenOutlivesItsConnection() throws Exception {
        var client = service.client("cli-absolute", "billing", "billing:read");
        var begin = service.clock.instant();
        for (var minutes = 0; minutes < 115; minutes += 23) {
            assertThat(service.token(client, request()).status()).isEqualTo(200);
            service.clock.advance(Duration.ofMinutes(23));
        }

        var claims = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet();

        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(begin.plusSeconds(7_200));
    }

    @Test
    void anotherGrantIsUnsupported() {
        var client = service.client("cli-grant", "billing", "billing:read");

        refused(service.token(client, "grant_type", "password"), 400, "unsupported_grant_type");
        refused(service.token(client, "scope", "x"), 400, "invalid_request");
    }

    @Test
    void aSilentRegistryIsNeverAYes() {
        var client = service.client("cli-silent", "billing", "billing:read");
        service.registry.silent = true;

        var answer = service.token(client, request());

        refused(answer, 503, "temporarily_unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private static void refused(RunningTokenService.Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.text("/error")).isEqualTo(error);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
