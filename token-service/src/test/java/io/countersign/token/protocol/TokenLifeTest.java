package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.countersign.access.AccessEntry;
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
        service.resourceServer("cli-server", "billing");
        service.resourceServer("cli-elsewhere", "files");
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
    void aLiveTokenIsShownToItsServer() {
        var token = token("cli-show");

        var shown = service.oauth(INTROSPECT, "cli-server", "token", token);

        assertThat(shown.text("/client_id")).isEqualTo("cli-show");
        assertThat(shown.text("/aud/0") + shown.text("/aud")).contains(FakeRegistry.resource("billing"));
        assertThat(shown.text("/iss")).isEqualTo(RunningTokenService.ISSUER);
    }

    /** RFC 7662 section 2.2: not another server, not another client of the same one, not even the client that it was issued to. */
    @Test
    void nobodyElseLearnsAnything() {
        var token = token("cli-hide");
        service.client("cli-neighbour", "billing", "billing:read");
        assertThat(active("cli-elsewhere", token)).isFalse();
        assertThat(active("cli-neighbour", token)).isFalse();
        assertThat(active("cli-hide", token)).isFalse();
        assertThat(active("cli-server", token)).isTrue();
        assertThat(active("cli-server", "no token at all")).isFalse();
        assertThat(service.oauth(INTROSPECT, null, "token", "x").status()).isEqualTo(401);
    }

    /** Whoever asks about tokens gets none. */
    @Test
    void aResourceServerHasNoGrant() {
        refused(service.token("cli-server", "grant_type", GRANT, "resource", FakeRegistry.resource("billing")), 400, "unauthorized_client");
    }

    /** What the server cannot be used by any more, it learns nothing about. */
    @Test
    void aResourceServerThatIsBoundNoMoreLearnsNothing() {
        var token = token("cli-unbound");
        service.resourceServer("cli-left", "billing");
        assertThat(active("cli-left", token)).isTrue();

        service.registry.bindings.remove("cli-left billing");
        service.feed.put(new AccessEntry("binding:cli-left:billing", 2, false, true, 2));

        assertThat(active("cli-left", token)).isFalse();
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
        service.resourceServer("cli-brief-server", "brief");
        var token = service.token("cli-brief", "grant_type", GRANT).text("/access_token");
        assertThat(active("cli-brief-server", token)).isTrue();

        service.clock.advance(Duration.ofMinutes(5));

        assertThat(active("cli-brief-server", token)).isFalse();
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
        service.feed.age(Duration.ofSeconds(6));
        assertThat(active("cli-server", asked)).isTrue();

        service.registry.silent = true;

        assertThat(service.oauth(INTROSPECT, "cli-server", "token", unasked).status()).isEqualTo(503);
    }

    /** Absent is never open: what its owner does not know, nobody has access under. */
    @Test
    void withAStaleFeedWhatItsOwnerDoesNotKnowIsInactive() {
        var token = token("cli-forgotten");
        service.feed.age(Duration.ofSeconds(6));

        service.registry.bindings.remove("cli-forgotten billing");

        assertThat(active("cli-server", token)).isFalse();
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
        assertThat(active("cli-server", token)).isTrue();
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
