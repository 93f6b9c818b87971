package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.events.log.EventWriter;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import org.junit.jupiter.api.Test;

/** The answer of the client credentials grant: RFC 6749 sections 4.4, 5.1 and 5.2, RFC 9068. */
class ClientCredentialsTest extends ProtocolTest {
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
        var keys = JWKSet.parse(service.get("/o/acme/oauth2/jwks").content());
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

    /** RFC 6749 appendix A.4: a scope names something. */
    @Test
    void whereThereIsNoScopeNoneIsNamed() {
        var client = service.client("cli-bare", "files");

        var answer = service.token(client, "grant_type", GRANT, "resource", FakeRegistry.resource("files"));
        var introspected = service.oauth("/o/acme/oauth2/introspect", service.resourceServer("cli-bare-server", "files"), "token",
                answer.text("/access_token"));

        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        assertThat(answer.body().has("scope")).isFalse();
        assertThat(RunningTokenService.claims(answer).getClaim("scope")).isNull();
        assertThat(introspected.body().path("active").asBoolean()).isTrue();
        assertThat(introspected.body().has("scope")).isFalse();
    }

    @Test
    void whatIsAnsweredStandsInTheLog() throws Exception {
        var client = service.client("cli-log", "billing", "billing:read");

        var claims = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet();

        var issued = service.bean(EventWriter.class).stream("issuances", claims.getJWTID(), 0);
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
}
