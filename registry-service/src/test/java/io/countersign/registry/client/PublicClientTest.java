package io.countersign.registry.client;

import static io.countersign.registry.given.Given.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.client.ClientCommand.IssueSecret;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client of people is registered with (RFC 6749 section 2, RFC 7591 section 2). */
class PublicClientTest {
    private static final List<String> LOOPBACK = List.of("http://127.0.0.1/callback");
    private static final List<String> PEOPLE = List.of("authorization_code", "refresh_token");

    private static List<ClientEvent> registered(String method, List<String> grants, List<String> redirectUris) {
        return ClientState.initial()
                .decide(new RegisterClient("cli-1", "prj-1", "Editor", method, grants, null, redirectUris, null, OWNER));
    }

    private static ClientState known() {
        return ClientState.initial().evolve(registered("none", PEOPLE, LOOPBACK).getFirst(), 0);
    }

    @Test
    void whoKeepsNoSecretIsPublic() {
        assertThat(registered("none", PEOPLE, LOOPBACK)).singleElement().isInstanceOfSatisfying(ClientRegistered.class, event -> {
            assertThat(event.type()).isEqualTo("PUBLIC");
            assertThat(event.redirectUris()).isEqualTo(LOOPBACK);
        });
        assertThatThrownBy(() -> registered("none", List.of("authorization_code", "client_credentials"), LOOPBACK))
                .isInstanceOf(Refused.class).hasMessageContaining("public client");
        assertThatThrownBy(() -> known().decide(new IssueSecret("cli-1", new NewSecret("sec-1", "hash", "wxyz", null), OWNER)))
                .isInstanceOf(Refused.class).hasMessageContaining("no secrets");
    }

    @Test
    void aCodeNeedsARedirectUriAndARefreshNeedsACode() {
        assertThatThrownBy(() -> registered("none", PEOPLE, List.of())).isInstanceOf(Refused.class).hasMessageContaining("redirectUris");
        assertThatThrownBy(() -> registered("client_secret_basic", List.of("client_credentials"), LOOPBACK)).isInstanceOf(Refused.class)
                .hasMessageContaining("redirectUris");
        assertThatThrownBy(() -> registered("none", List.of("refresh_token"), LOOPBACK)).isInstanceOf(Refused.class)
                .hasMessageContaining("authorization_code");
    }

    @Test
    void itsRedirectUrisAreReplacedAsAWhole() {
        var moved = List.of("https://editor.example/callback");
        assertThat(known().decide(new UpdateClient("cli-1", null, null, moved, OWNER)))
                .containsExactly(new ClientUpdated("cli-1", "Editor", null, moved));
        assertThat(known().decide(new UpdateClient("cli-1", null, null, LOOPBACK, OWNER))).isEmpty();
        assertThatThrownBy(() -> known().decide(new UpdateClient("cli-1", null, null, List.of(), OWNER))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> known().decide(new UpdateClient("cli-1", null, null, List.of("http://editor.example/"), OWNER)))
                .isInstanceOf(Refused.class);
    }
}
