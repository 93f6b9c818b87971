package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Streams;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The connection behind a machine client's tokens: opened by the first, ended once, and what then is needed for another. */
class MachineConnectionTest extends ProtocolTest {
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
        assertThat(service.bean(Streams.class).load(connections.iterator().next(), "", (state, _) -> state).version()).isZero();
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

    /** Nothing is recorded that did not happen. */
    @Test
    void aClientThatIsPausedBeforeItsFirstTokenOpensNoConnection() {
        var client = service.client("cli-never", "billing", "billing:read");
        service.fact("client:cli-never", 0, true, false, 5);
        var before = service.bean(EventLogs.class).first().log().head();

        refused(service.token(client, request()), 400, "unauthorized_client");

        assertThat(service.bean(EventLogs.class).first().log().head()).isEqualTo(before);
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
        var owner = service.key(FakeRegistry.ORGANIZATION, "owner");

        var revoked = service.post(owner, "/api/v1/orgs/org-1/connections/" + first + "/revoke", "{\"reasonCode\":\"ADMIN\"}");

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.header("Countersign-Receipt")).isEqualTo(first + ":1");
        refused(service.token(client, request()), 400, "unauthorized_client");
        service.registry.bind(client, "billing", 9, "billing:read");
        var second = SignedJWT.parse(service.token(client, request()).text("/access_token")).getJWTClaimsSet().getStringClaim("cid");
        assertThat(second).isNotEqualTo(first);
    }

    /** What the refusal says is a call that helps, whatever the end was. */
    @Test
    void theAdviceOfARefusalLetsTheClientInAgain() {
        var revoked = service.client("cli-advice-1", "billing", "billing:read");
        revoke(connection(service.token(revoked, request())), "{\"reasonCode\":\"ADMIN\"}");
        var lapsed = service.client("cli-advice-2", "billing", "billing:read");
        assertThat(service.token(lapsed, request()).status()).isEqualTo(200);
        service.clock.advance(Duration.ofHours(1));
        var cut = service.client("cli-advice-3", "billing", "billing:read");
        assertThat(service.token(cut, request()).status()).isEqualTo(200);
        service.fact("client:cli-advice-3", 4, false, false, 4);

        for (var client : List.of(revoked, lapsed, cut)) {
            var refusal = service.token(client, request());
            refused(refusal, 400, "unauthorized_client");
            service.registry.post(refusal.text("/error_description").replaceFirst("(?s).*POST ", ""));
            assertThat(service.token(client, request()).status()).as(client).isEqualTo(200);
        }
    }

    /** A declarative tool that takes a scope away must not undo a revocation. */
    @Test
    void narrowingTheBindingIsNoWayBackIn() {
        var client = service.client("cli-narrow", "billing", "billing:read", "billing:write");
        revoke(connection(service.token(client, request())), "{\"reasonCode\":\"SECURITY\"}");

        service.registry.narrow(client, "billing", 5, "billing:read");
        refused(service.token(client, request()), 400, "unauthorized_client");
        service.registry.narrow(client, "billing", 6);
        refused(service.token(client, request()), 400, "unauthorized_client");

        service.registry.bind(client, "billing", 7, "billing:read");
        assertThat(service.token(client, request()).status()).isEqualTo(200);
    }

    @Test
    void narrowingALiveBindingGoesOnWithLess() {
        var client = service.client("cli-less", "billing", "billing:read", "billing:write");
        var before = connection(service.token(client, request()));
        service.registry.narrow(client, "billing", 5, "billing:read");
        service.fact("binding:cli-less:billing", 5, false, false, 5);

        var after = service.token(client, request());

        assertThat(after.text("/scope")).isEqualTo("billing:read");
        assertThat(connection(after)).isNotEqualTo(before);
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
    void theNextConnectionNamesItsPredecessorRightAfterTheRevocation() {
        var client = service.client("cli-next", "billing", "billing:read");
        var first = connection(service.token(client, request()));
        revoke(first, "{\"reasonCode\":\"ADMIN\"}");
        service.registry.bind(client, "billing", 9, "billing:read");

        var second = connection(service.token(client, request()));

        assertThat(predecessor(first)).isNull();
        assertThat(predecessor(second)).isEqualTo(first);
    }

    @Test
    void aBindingThatNeverLedToATokenIsNoPredecessor() {
        var client = service.client("cli-rebound", "billing", "billing:read");
        service.registry.bind(client, "billing", 9, "billing:read");

        assertThat(predecessor(connection(service.token(client, request())))).isNull();
    }

    @Test
    void aConsentThatDoesNotExistCannotBeWithdrawn() {
        var connection = connection(service.token(service.client("cli-consent", "billing", "billing:read"), request()));

        var refused = revoke(connection, "{\"reasonCode\":\"ADMIN\",\"withdrawConsent\":true}");

        assertThat(refused.status()).isIn(400, 422);
        assertThat(refused.content()).contains("withdrawConsent");
        assertThat(revoke(connection, "{\"reasonCode\":\"ADMIN\",\"withdrawConsent\":false}").status()).isEqualTo(200);
    }

    /** Nothing feeds the views here. */
    @Test
    void whatHasNotBeenReadInIsNoShorterList() {
        var answer = service.get(service.key(FakeRegistry.ORGANIZATION, "owner"), "/api/v1/orgs/org-1/connections");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("starting");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private static Answer revoke(String connection, String body) {
        return service.post(service.key(FakeRegistry.ORGANIZATION, "owner"),
                "/api/v1/orgs/org-1/connections/" + connection + "/revoke", body);
    }

    private static @Nullable String predecessor(String connection) {
        return service.bean(Streams.class).load(connection, Optional.<String>empty(),
                (known, recorded) -> recorded.event() instanceof ConnectionAuthorized authorized
                        ? Optional.ofNullable(authorized.predecessorId())
                        : known)
                .state().orElse(null);
    }
}
