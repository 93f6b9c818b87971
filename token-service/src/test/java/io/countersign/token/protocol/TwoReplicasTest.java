package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.access.AccessEntry;
import io.countersign.events.log.Streams;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes on one log, each with a feed of its own: what one decided the other must not miss (R-C5), and both may be first (R-C4). */
class TwoReplicasTest extends ProtocolTest {
    private static RunningTokenService other;

    @BeforeAll
    static void startTheOther() {
        other = service.replica(Map.of());
    }

    @BeforeEach
    void freshFeed() {
        other.feed.age(Duration.ZERO);
    }

    private static boolean active(RunningTokenService replica, String token) {
        var answer = replica.oauth("/o/acme/oauth2/introspect", service.resourceServer("cli-server", "billing"), "token", token);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("active").asBoolean();
    }

    private static void revoke(String connection) {
        var answer = service.post(service.key(FakeRegistry.ORGANIZATION, "owner"),
                "/api/v1/orgs/org-1/connections/" + connection + "/revoke", "{\"reasonCode\":\"SECURITY\"}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aRevocationHoldsAtOnceWhereItWasMadeAndElsewhereAsSoonAsTheFeedBringsIt() {
        var client = service.client("cli-fed", "billing", "billing:read");
        var issued = service.token(client, request());
        var token = issued.text("/access_token");
        assertThat(active(service, token)).isTrue();
        assertThat(active(other, token)).isTrue();

        revoke(connection(issued));

        assertThat(active(service, token)).isFalse();
        refused(service.token(client, request()), 400, "unauthorized_client");
        other.feed.put(new AccessEntry("connection:" + connection(issued), 0, false, true, 1));
        assertThat(active(other, token)).isFalse();
        refused(other.token(client, request()), 400, "unauthorized_client");
    }

    @Test
    void aReplicaWhoseFeedIsStaleReadsTheLog() {
        var client = service.client("cli-stale", "billing", "billing:read");
        var issued = service.token(client, request());
        assertThat(active(other, issued.text("/access_token"))).isTrue();
        revoke(connection(issued));

        other.feed.age(Duration.ofSeconds(6));

        assertThat(active(other, issued.text("/access_token"))).isFalse();
        refused(other.token(client, request()), 400, "unauthorized_client");
    }

    @Test
    void aTokenRevokedElsewhereIsDeadAsSoonAsTheFeedBringsIt() {
        var client = service.client("cli-token", "billing", "billing:read");
        var issued = service.token(client, request());
        var token = issued.text("/access_token");
        assertThat(active(other, token)).isTrue();
        assertThat(service.oauth("/o/acme/oauth2/revoke", client, "token", token).status()).isEqualTo(200);

        assertThat(active(service, token)).isFalse();
        other.feed.put(new AccessEntry("token:" + connection(issued) + ":" + claims(issued).getJWTID(), 0, false, true, 1));
        assertThat(active(other, token)).isFalse();
    }

    @Test
    void thirtyTwoFirstTokensAtTwoReplicasMakeOneConnection() throws Exception {
        var client = service.client("cli-race", "billing", "billing:read");
        var barrier = new CyclicBarrier(32);
        var first = IntStream.range(0, 32).mapToObj(n -> (Callable<Answer>) () -> {
            barrier.await();
            return (n % 2 == 0 ? service : other).token(client, request());
        }).toList();
        var connections = new HashSet<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : callers.invokeAll(first)) {
                assertThat(one.get().status()).as(one.get().content()).isEqualTo(200);
                connections.add(connection(one.get()));
            }
        }

        assertThat(connections).hasSize(1);
        assertThat(service.bean(Streams.class).load(connections.iterator().next(), "", (state, _) -> state).version()).isZero();
    }

    @Test
    void aRevokedSecretIsUselessAsSoonAsTheFeedTellsOfItsClient() {
        var client = service.client("cli-secret", "billing", "billing:read");
        assertThat(service.token(client, request()).status()).isEqualTo(200);
        assertThat(other.token(client, request()).status()).isEqualTo(200);
        service.client(client, "client_secret_basic", List.of(), null);

        var changed = new AccessEntry("client:" + client, 0, false, false, 2);
        service.feed.put(changed);
        other.feed.put(changed);

        refused(service.token(client, request()), 401, "invalid_client");
        refused(other.token(client, request()), 401, "invalid_client");
    }
}
