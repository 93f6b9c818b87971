package io.countersign.registry.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.setup.Connection.Client;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** MG-16, EL-27, domain.md 5.5: texts that work as they stand. */
class SetupTextsTest {
    private static final String URL = "https://mcp.example/o/acme/mcp/billing";

    private static HostSetup of(Host host, @Nullable Client client) {
        return SetupTexts.of(new Connection("billing", URL, client), host).getFirst();
    }

    private static String snippet(Host host, @Nullable Client client) {
        return Objects.requireNonNull(of(host, client).snippet()).text();
    }

    @ParameterizedTest
    @EnumSource
    void everyHostIsToldTheAddressAndNothingOfAClientWhereItBringsItsOwn(Host host) {
        var setup = of(host, null);

        assertThat(setup.steps()).isNotEmpty();
        assertThat(setup.toString()).contains(URL).doesNotContain("client-id", "Client ID", "client_id", "CLIENT_ID");
        assertThat(setup.missingRedirectUris()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyHostIsToldTheClientThatIsToBeUsed(Host host) {
        assertThat(of(host, new Client("cli-1", false, List.of())).toString()).contains("cli-1");
    }

    @Test
    void aSecretIsAskedForAndNeverInTheText() {
        assertThat(snippet(Host.CLAUDE_CODE, new Client("cli-1", true, List.of())))
                .isEqualTo("claude mcp add --transport http --client-id cli-1 --client-secret billing " + URL);
        assertThat(of(Host.CLAUDE, new Client("cli-1", true, List.of())).steps()).last().asString().contains("secret");
        assertThat(snippet(Host.CLAUDE_CODE, null)).isEqualTo("claude mcp add --transport http billing " + URL);
    }

    @Test
    void whatIsPastedIsJsonAndHoldsTheClientInsideAnArgument() {
        var pasted = JsonMapper.shared().readTree(snippet(Host.OTHER, new Client("cli-1", false, List.of())));
        var arguments = pasted.at("/mcpServers/billing/args");

        assertThat(arguments.get(2).asString()).isEqualTo(URL);
        assertThat(JsonMapper.shared().readTree(arguments.get(4).asString()).path("client_id").asString()).isEqualTo("cli-1");
        assertThat(JsonMapper.shared().readTree(snippet(Host.VS_CODE, null)).at("/servers/billing/url").asString()).isEqualTo(URL);
    }

    /** The commonest reason why a first connection fails. */
    @Test
    void aRedirectUriThatTheHostNeedsAndTheClientLacksIsNamed() {
        assertThat(of(Host.CURSOR, new Client("cli-1", false, List.of("http://localhost/callback"))).missingRedirectUris())
                .containsExactly("cursor://anysphere.cursor-mcp/oauth/callback");
        assertThat(of(Host.CLAUDE_CODE, new Client("cli-1", false, List.of("http://localhost/callback"))).missingRedirectUris())
                .isEmpty();
    }
}
