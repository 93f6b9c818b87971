package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Architecture section 6: what was authorized under a lower epoch is dead for ever, whichever key was cut, for introspection and for the
 * next token, by the feed and by the owners' word alike.
 */
class CutTest extends ProtocolTest {
    private static final long EPOCH = 40;
    private static long bindings = 1;
    private String client = "";

    /** Every cut is a higher one than those before, and every test has a client of its own. */
    @BeforeEach
    void boundAnew() {
        client = service.client("cli-cut-" + ++bindings, "billing", "billing:read");
    }

    @AfterEach
    void restored() {
        List.of("organization", "project", "server", "client", "binding").forEach(kind -> service.feed.forget(key(kind)));
    }

    private String key(String kind) {
        return switch (kind) {
            case "organization" -> "organization:org-1";
            case "project" -> "project:prj-1";
            case "server" -> "server:billing";
            case "client" -> "client:" + client;
            default -> "binding:" + client + ":billing";
        };
    }

    private boolean active(String token) {
        var answer = service.oauth("/o/acme/oauth2/introspect", service.resourceServer("cli-cut-server", "billing"), "token", token);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("active").asBoolean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "project", "server", "client", "binding"})
    void aCutThatTheFeedTellsOfIsFinalUntilTheClientIsBoundAgain(String cut) {
        var issued = service.token(client, request());
        var token = issued.text("/access_token");
        assertThat(active(token)).isTrue();

        service.fact(key(cut), EPOCH, false, false, EPOCH);

        assertThat(active(token)).isFalse();
        refused(service.token(client, request()), 400, "unauthorized_client");
        service.registry.bind(client, "billing", EPOCH + ++bindings, "billing:read");
        var again = service.token(client, request());
        assertThat(connection(again)).isNotEqualTo(connection(issued));
        assertThat(active(again.text("/access_token"))).as("what was authorized after the cut").isTrue();
        assertThat(active(token)).as("what was authorized before it").isFalse();
    }

    /** An owner's answer is kept for 5 s at most; what it still gives meanwhile is dead already. */
    @ParameterizedTest
    @ValueSource(strings = {"organization", "project", "server", "client", "binding"})
    void aCutThatOnlyItsOwnerKnowsOfIsFinalWhileTheFeedIsStale(String cut) {
        var token = service.token(client, request()).text("/access_token");
        assertThat(active(token)).isTrue();

        service.feed.age(Duration.ofSeconds(6));
        service.registry.fact(key(cut), EPOCH, false, false, EPOCH);

        assertThat(active(token)).isFalse();
        assertThat(active(service.token(client, request()).text("/access_token"))).isFalse();
    }

    /** A pause ends, a cut does not: enabling clears the suspension and leaves the epoch. */
    @Test
    void enablingAfterACutBringsNothingBack() {
        var token = service.token(client, request()).text("/access_token");
        service.fact("client:" + client, EPOCH, true, false, EPOCH);
        assertThat(active(token)).isFalse();

        service.fact("client:" + client, EPOCH, false, false, EPOCH + 1);

        assertThat(active(token)).isFalse();
        refused(service.token(client, request()), 400, "unauthorized_client");
    }
}
