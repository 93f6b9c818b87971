package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Introspection (RFC 7662), revocation (RFC 7009), and who may end what. */
class TokenLifeTest extends ProtocolTest {
    private static final String INTROSPECT = "/o/acme/oauth2/introspect";
    private static final String REVOKE = "/o/acme/oauth2/revoke";

    @BeforeEach
    void twoServersWithAClientEach() {
        service.registry.server("billing", 86_400, null, "billing:read");
        service.client("cli-server", "billing", "billing:read");
        service.client("cli-elsewhere", "files", "files:read");
    }

    private static String token(String client) {
        service.client(client, "billing", "billing:read");
        return service.token(client, "grant_type", GRANT).text("/access_token");
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

    /** The clock says it before the sweeper has recorded it (architecture section 6). */
    @Test
    void aTokenOfAConnectionThatLapsedIsInactiveThoughItHasNotExpired() {
        service.registry.server("brief", 300, null, "brief:read");
        service.client("cli-brief", "brief", "brief:read");
        var token = service.token("cli-brief", "grant_type", GRANT).text("/access_token");
        assertThat(active("cli-brief", token)).isTrue();

        service.clock.advance(Duration.ofMinutes(5));

        assertThat(active("cli-brief", token)).isFalse();
    }

    @Test
    void whatTheFeedCutsOffIsInactive() {
        var token = token("cli-fed");

        service.fact("client:cli-fed", 0, true, false, 4);

        assertThat(active("cli-server", token)).isFalse();
    }

    @Test
    void withAStaleFeedTheOwnersAreAskedAndTheirSilenceIsNotAYes() {
        var asked = token("cli-stale");
        var unasked = token("cli-silent");
        service.feed.age = Duration.ofSeconds(6);
        assertThat(active("cli-stale", asked)).isTrue();

        service.registry.silent = true;

        assertThat(service.oauth(INTROSPECT, "cli-silent", "token", unasked).status()).isEqualTo(503);
    }

    /** Absent is never open: what its owner does not know, nobody has access under. */
    @Test
    void withAStaleFeedWhatItsOwnerDoesNotKnowIsInactive() {
        var token = token("cli-forgotten");
        service.feed.age = Duration.ofSeconds(6);

        service.registry.bindings.remove("cli-forgotten billing");

        assertThat(active("cli-forgotten", token)).isFalse();
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
    void onlyWhoMayEndAConnectionEndsIt() throws Exception {
        var connection = SignedJWT.parse(token("cli-rights")).getJWTClaimsSet().getStringClaim("cid");
        var path = "/api/v1/orgs/org-1/connections/" + connection + "/revoke";
        var body = "{\"reasonCode\":\"ADMIN\"}";

        assertThat(service.post(service.key("org-1", "auditor"), path, body).status()).isEqualTo(403);
        assertThat(service.post(service.key("org-1", "member"), path, body).status()).isEqualTo(404);
        assertThat(service.post(service.key("org-1", "project-admin:prj-9"), path, body).status()).isEqualTo(404);
        assertThat(service.post(service.key("org-2", "owner"), path.replace("org-1", "org-2"), body).status()).isEqualTo(404);
        assertThat(service.post(service.key("org-2", "owner"), path, body).status()).isEqualTo(404);
        assertThat(service.post(service.key("org-1", "owner"), path, "{\"reasonCode\":\"WHIM\"}").status()).isIn(400, 422);
        assertThat(service.post(service.key("org-1", "project-admin:prj-1"), path, body).status()).isEqualTo(200);
    }

    @Test
    void manyAreRevokedEachWithItsResult() throws Exception {
        var connection = SignedJWT.parse(token("cli-bulk")).getJWTClaimsSet().getStringClaim("cid");
        var request = "{\"targets\":[{\"connectionId\":\"%1$s\"},{\"connectionId\":\"%1$s\"},{\"connectionId\":\"con-none\"}],\"reasonCode\":\"SECURITY\"}"
                .formatted(connection);

        var report = service.post(service.key("org-1", "owner"), "/api/v1/orgs/org-1/connections:bulkRevoke", request);

        assertThat(report.body().path("results").valueStream().map(result -> result.path("status").asString())).containsExactly("REVOKED",
                "ALREADY_REVOKED", "ERROR");
        assertThat(report.text("/results/0/receipt")).startsWith(connection + ":");
    }

    @Test
    void whatNamesNoConnectionAndNoStatusIsAWrongValue() {
        var owner = service.key("org-1", "owner");

        assertThat(service.post(owner, "/api/v1/orgs/org-1/connections:bulkRevoke",
                "{\"targets\":[null],\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(422);
        assertThat(service.get(owner, "/api/v1/orgs/org-1/connections?status=,").status()).isEqualTo(422);
    }
}
