package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.contract.PersonalTokenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MG-13: an opaque token opens what token-service says, and not a moment longer than access stands. */
class PersonalTokenTest extends GatewayTest {
    private static int made;

    private static String token(String server, @Nullable String paused) {
        var token = "cst_" + ++made + "." + "A".repeat(43);
        var connection = "con-pat-" + made;
        PEERS.personalTokens.put(token,
                new PersonalTokenAnswer(FakePeers.ORGANIZATION, BASE + "/o/acme/mcp/" + server, "usr-1", "personal-access-token",
                        connection,
                        new TreeSet<>(List.of("sample:read")),
                        new TreeMap<>(Map.of("connection:" + connection, 0L, "member:org:usr-1", 0L)),
                        Instant.now().plus(Duration.ofDays(1)), paused));
        return token;
    }

    @Test
    void itIsResolvedOnceAndRefusedTheMomentItsConnectionEnds() {
        var token = token("sample", null);
        assertThat(post(token, LIST).statusCode()).isEqualTo(200);
        PEERS.personalTokens.clear();
        assertThat(post(token, LIST).statusCode()).as("known for a moment").isEqualTo(200);

        table.end("connection:con-pat-" + made);

        assertThat(post(token, LIST).statusCode()).isEqualTo(401);
    }

    @Test
    void itOpensNoOtherServerAndNothingItWasNotGiven() {
        assertThat(post(token("files", null), LIST).statusCode()).isEqualTo(401);
        assertThat(post("cst_made-up." + "A".repeat(43), LIST).statusCode()).isEqualTo(401);
        assertThat(post("cst_made-up", LIST).statusCode()).isEqualTo(401);
        assertThat(post(token("sample", "org_suspended"), LIST).statusCode()).isEqualTo(403);
    }
}
