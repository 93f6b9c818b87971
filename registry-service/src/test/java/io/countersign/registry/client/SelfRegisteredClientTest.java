package io.countersign.registry.client;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.client.ClientCommand.AdmitClient;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.SelfDescription;
import io.countersign.registry.given.Entries;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person's yes opens to a client that registered itself, and what it does not (RFC 7591, EL-15, EL-21). */
class SelfRegisteredClientTest {
    private static final String ID = "cli-1";
    private static final List<String> REDIRECTS = List.of("http://127.0.0.1/callback");
    private static final List<String> GRANTS = List.of("authorization_code", "refresh_token");
    private static final TreeSet<String> SCOPES = new TreeSet<>(List.of("read", "write"));
    private static final SelfRegistration PUBLIC = new SelfRegistration("Editor", "none", GRANTS, REDIRECTS, null, SelfDescription.NONE,
            null);
    private static final ClientRegistered REGISTERED = new ClientRegistered(ID, ACME, PROJECT, "Editor", "DCR", "PUBLIC", "none", GRANTS,
            null, REDIRECTS);
    private static final ClientBoundToServer BOUND = new ClientBoundToServer(ID, "srv-1", SCOPES, ReasonCode.POLICY);

    private static AdmitClient admit(String serverId, @Nullable SelfRegistration as) {
        return new AdmitClient(ID, serverId, PROJECT, SCOPES, as, OWNER);
    }

    private static List<ClientEvent> admitted(AdmitClient command, ClientEvent... before) {
        return Entries.fold(ClientState.initial(), before).decide(command);
    }

    private static void refused(AdmitClient command, ClientEvent... before) {
        assertThatThrownBy(() -> admitted(command, before)).isInstanceOf(Refused.class);
    }

    @Test
    void theFirstYesRegistersAndBindsItAtOnce() {
        assertThat(admitted(admit("srv-1", PUBLIC))).containsExactly(REGISTERED, BOUND);
    }

    @Test
    void aSecretThatItWasShownIsItsSecretFromThenOn() {
        var secret = new NewSecret("sec-1", "ab12", "wxyz", null);
        assertThat(admitted(
                admit("srv-1", new SelfRegistration("Site", "client_secret_basic", GRANTS, REDIRECTS, secret, SelfDescription.NONE, null))))
                .element(1).isEqualTo(new ClientSecretIssued(ID, "sec-1", "ab12", "wxyz", null));
    }

    @Test
    void everyFurtherYesChangesNothing() {
        assertThat(admitted(admit("srv-1", PUBLIC), REGISTERED, BOUND)).isEmpty();
        assertThat(admitted(admit("srv-1", null), REGISTERED, BOUND)).isEmpty();
    }

    @Test
    void aYesAtAnotherServerBindsItThere() {
        assertThat(admitted(admit("srv-2", null), REGISTERED, BOUND))
                .containsExactly(new ClientBoundToServer(ID, "srv-2", SCOPES, ReasonCode.POLICY));
    }

    @Test
    void aRegistrationThatHasRunOutIsNobodys() {
        refused(admit("srv-1", null));
    }

    /** What an owner ended, no member opens. */
    @Test
    void whatAnOwnerEndedStaysEnded() {
        refused(admit("srv-1", PUBLIC), REGISTERED, BOUND, new ClientUnboundFromServer(ID, "srv-1", ReasonCode.ADMIN));
        refused(admit("srv-2", PUBLIC), REGISTERED, BOUND, new ClientRevoked(ID, ReasonCode.ADMIN));
        refused(admit("srv-2", PUBLIC), REGISTERED, BOUND, new ClientDisabled(ID, ReasonCode.ADMIN));
    }

    @Test
    void whatAnOwnerRegisteredIsBoundByOwnersOnly() {
        refused(admit("srv-2", PUBLIC), new ClientRegistered(ID, ACME, PROJECT, "Editor", "MANUAL", "PUBLIC", "none", GRANTS, null,
                REDIRECTS));
    }
}
