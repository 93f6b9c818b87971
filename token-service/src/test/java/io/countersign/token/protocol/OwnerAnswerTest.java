package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.OwnerAnswerContract;
import io.countersign.testkit.harness.RunningService.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The token service's word on connections and tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerAnswerTest extends OwnerAnswerContract {
    private RunningTokenService service;
    private String connection;
    private String token;
    private String revokedToken;
    private String endedConnection;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = new RunningTokenService(directory);
        service.registry.server("billing", 3_600, 7_200L, "billing:read");
        var issued = service.token(service.client("cli-live", "billing", "billing:read"), ProtocolTest.request());
        connection = "connection:" + connection(issued);
        token = token(issued);
        var revoked = service.token("cli-live", ProtocolTest.request());
        assertThat(service.oauth("/o/acme/oauth2/revoke", "cli-live", "token", revoked.text("/access_token")).status()).isEqualTo(200);
        revokedToken = token(revoked);
        var ended = service.token(service.client("cli-ended", "billing", "billing:read"), ProtocolTest.request());
        assertThat(service.post(service.key("org-1", "owner"), "/api/v1/orgs/org-1/connections/" + connection(ended) + "/revoke",
                "{\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(200);
        endedConnection = connection(ended);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static String token(Answer issued) {
        return "token:" + connection(issued) + ":" + claims(issued).getJWTID();
    }

    @Override
    protected Answer post(String body) {
        return service.post(service.service("org-1"), "/internal/access", body);
    }

    @Override
    protected List<String> open() {
        return List.of(connection, token);
    }

    @Override
    protected String closed() {
        return "connection:" + endedConnection;
    }

    @Override
    protected List<String> unknown() {
        return List.of("connection:con-none", "token:con-none:tok-1", "token:tok-1", "connection:con:none", "token:con-none:tok:1");
    }

    @Override
    protected String foreign() {
        return "member:org-1:usr-1";
    }

    @Nested
    class GivenATokenThatWasEnded {
        @Test
        void oneThatWasRevokedHasEnded() {
            assertThat(ended(revokedToken)).isTrue();
        }

        @Test
        void oneOfAnEndedConnectionHasEnded() {
            assertThat(ended("token:" + endedConnection + ":tok-any")).isTrue();
        }

        private boolean ended(String key) {
            return post("{\"keys\":[\"" + key + "\"]}").body().at("/known/0/ended").asBoolean();
        }
    }
}
