package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicApi.Answer;
import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 7591 section 3: where an owner demands it, a client registers with an initial access token, and as often as that says. */
class InvitationIT {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String TOOL = "{\"redirect_uris\":[\"https://tool.example/callback\"],\"token_endpoint_auth_method\":\"none\"}";
    private static final String TOKENS = "/organization/client-registration/initial-access-tokens";
    private final LocalPlatform platform = Platform.running();

    @Test
    void withoutAnInvitationNobodyRegistersAndWithOneAsManyAsItSays() {
        var target = platform.target();
        var owner = new Api(target, target.ownerKey());
        var endpoint = SelfRegistration.opened(target, Setup.registerServer(target, "invitation")).registrationEndpoint().getPath();
        var publicApi = new PublicApi(target);
        demanded(owner, true);
        try {
            refused(publicApi.send("POST", endpoint, "", TOOL, JSON));
            var issued = owner.post(TOKENS, Map.of("uses", 1, "expiresAt", Instant.now().plus(Duration.ofDays(1)).toString())).expect(201);
            var token = issued.text("initialAccessToken");
            assertThat(publicApi.send("POST", endpoint, token, TOOL, JSON).status()).isEqualTo(201);
            refused(publicApi.send("POST", endpoint, token, TOOL, JSON));
            assertThat(owner.get(TOKENS).expect(200).body().toString()).contains(issued.text("id")).doesNotContain(token);
        } finally {
            demanded(owner, false);
        }
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().path("error").asString("")).isEqualTo("invalid_token");
    }

    private static void demanded(Api owner, boolean now) {
        owner.put("/organization/client-registration", Map.of("dynamic", true, "privateUseRedirects", false, "metadataDocuments", true,
                "protectedRegistration", now)).expect(200, 204);
    }
}
