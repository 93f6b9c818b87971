package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.events.command.Commands;
import io.countersign.events.log.Streams;
import io.countersign.web.api.Limits;
import io.countersign.token.OnBehalf;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever settings a server may have (domain.md 5.7), the whole life of a connection works under them. */
class LifeWithinLimitsTest extends ProtocolTest {
    private static final int ROUNDS = 60;
    private static int round;

    @Test
    void everyLegalSettingLetsAConnectionBeginLiveAndEnd() {
        var random = new Random(57);
        live(Limits.ACCESS_TOKEN_SECONDS_MIN, Limits.IDLE_SECONDS_MIN, Limits.ABSOLUTE_SECONDS_MIN);
        live(Limits.ACCESS_TOKEN_SECONDS_MAX, Limits.IDLE_SECONDS_MAX, Limits.ABSOLUTE_SECONDS_MAX);
        live(Limits.ACCESS_TOKEN_SECONDS_MAX, Limits.IDLE_SECONDS_MAX, null);
        for (var n = 0; n < ROUNDS; n++) {
            live(between(random, Limits.ACCESS_TOKEN_SECONDS_MIN, Limits.ACCESS_TOKEN_SECONDS_MAX),
                    between(random, Limits.IDLE_SECONDS_MIN, Limits.IDLE_SECONDS_MAX),
                    random.nextInt(3) == 0 ? null : between(random, Limits.ABSOLUTE_SECONDS_MIN, Limits.ABSOLUTE_SECONDS_MAX));
        }
    }

    /** A server registered before its numbers had bounds. */
    @Test
    void whatWasRegisteredWithoutBoundsLivesWithinThem() {
        live(900, 3_600, Long.MAX_VALUE);
        live(900, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private void live(long access, long idle, @Nullable Long absolute) {
        var name = "limits-" + round++;
        service.registry.servers.put(name, new ServerAnswer(name, FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, name, name, "ACTIVE",
                FakeRegistry.resource(name), "https://upstream.example/mcp", List.of(new ScopeAnswer("read", "", false)), List.of(),
                Map.of(),
                access, idle, absolute, 30, null, UpstreamTimeouts.DEFAULT, List.of(), false));
        var client = service.client("cli-" + name, name, "read");
        var as = "access %d, idle %d, absolute %s".formatted(access, idle, absolute);

        var first = service.token(client, "grant_type", GRANT);
        assertThat(first.status()).as(as + first.content()).isEqualTo(200);
        var id = connection(first);
        var end = end(id);
        assertThat(service.oauth("/o/acme/oauth2/introspect", service.resourceServer("cli-of-" + name, name), "token",
                first.text("/access_token")).body().path("active").asBoolean()).as(as).isTrue();

        service.clock.set(end.minusSeconds(1));
        var last = service.token(client, "grant_type", GRANT);
        assertThat(connection(last)).as(as).isEqualTo(id);
        assertThat(claims(last).getExpirationTime().toInstant()).as(as).isAfter(service.clock.instant());

        end = end(id);
        service.clock.set(end);
        refused(service.token(client, "grant_type", GRANT), 400, "unauthorized_client");
        service.clock.advance(Duration.ofDays(1));
        service.bean(Commands.class).send(new ExpireConnection(id), OnBehalf.system(FakeRegistry.ORGANIZATION));
        assertThat(expiredAt(id)).as(as).isEqualTo(end);
    }

    private static Instant end(String connection) {
        return ((Active) service.bean(Connections.class).load(connection).state()).life().endsAt();
    }

    private static @Nullable Instant expiredAt(String connection) {
        return service.bean(Streams.class).load(connection, new Instant[1], (known, recorded) -> recorded
                .event() instanceof ConnectionExpired expired ? new Instant[]{expired.expiredAt()} : known).state()[0];
    }

    private static long between(Random random, long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }
}
