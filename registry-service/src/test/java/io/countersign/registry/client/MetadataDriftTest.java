package io.countersign.registry.client;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.RecordMetadata;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.SelfDescription;
import io.countersign.registry.given.Entries;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CIMD-23, CIMD-24: what follows when a metadata document says something else than was recorded. */
class MetadataDriftTest {
    private static final String ID = "cli-1";
    private static final String AT = "https://app.example/client.json";
    private static final String KEYS = "https://app.example/jwks.json";
    private static final List<String> GRANTS = List.of("authorization_code");

    private static SelfRegistration said(String name, String redirect, String method, @Nullable String jwks, @Nullable String jwksUri) {
        return new SelfRegistration(name, method, GRANTS, List.of(redirect), jwks, jwksUri, AT, SelfDescription.NONE);
    }

    private static ClientRegistered registered(SelfRegistration as) {
        return new ClientRegistered(ID, ACME, PROJECT, as.name(), "CIMD", ClientRules.type(as.authenticationMethod()),
                as.authenticationMethod(), as.grantTypes(), as.jwks(), as.redirectUris(), as.jwksUri(), AT, null, as.aboutOrNull());
    }

    private static List<ClientEvent> recorded(SelfRegistration before, SelfRegistration now) {
        return Entries.fold(ClientState.initial(), registered(before)).decide(new RecordMetadata(ID, now, OWNER));
    }

    @Test
    void aDocumentThatSaysTheSameChangesNothing() {
        var same = said("App", "https://app.example/cb", "private_key_jwt", null, KEYS);
        assertThat(recorded(same, same)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"Other,https://app.example/cb,private_key_jwt,{},-,NOTICE",
            "App,https://app.example/other,private_key_jwt,{},-,CONSENT", "App,https://app.example/cb,private_key_jwt,{x},-,CONSENT",
            "App,https://app.example/cb,private_key_jwt,-," + KEYS + ",CUT"})
    void whatFollowsIsTheMostThatOneDifferenceAsksFor(String name, String redirect, String method, @Nullable String jwks,
            @Nullable String jwksUri, MetadataDrift drift) {
        var events = recorded(said("App", "https://app.example/cb", "private_key_jwt", "{}", null),
                said(name, redirect, method, jwks, jwksUri));

        assertThat(events).singleElement().isEqualTo(new ClientMetadataDrifted(ID, name, "CONFIDENTIAL", method, GRANTS, jwks,
                List.of(redirect), jwksUri, drift, null));
    }

    /** CIMD-23: another logo is told, and no consent is asked for again. */
    @Test
    void anotherLogoIsANotice() {
        var logo = new SelfDescription("https://app.example/logo.png", null, null);
        var before = said("App", "https://app.example/cb", "none", null, null);
        var now = new SelfRegistration("App", "none", GRANTS, List.of("https://app.example/cb"), null, null, AT, logo);

        assertThat(recorded(before, now)).singleElement().isEqualTo(new ClientMetadataDrifted(ID, "App", "PUBLIC", "none", GRANTS, null,
                List.of("https://app.example/cb"), null, MetadataDrift.NOTICE, logo));
        assertThat(recorded(now, now)).isEmpty();
    }

    /** Whatever was authorized before a cut is dead, and earlier consents count no more. */
    @Test
    void keysFromElsewhereCutAndAskAgain() {
        var before = said("App", "https://app.example/cb", "none", null, null);
        var now = said("App", "https://app.example/cb", "private_key_jwt", null, KEYS);
        var state = Entries.fold(ClientState.initial(), registered(before), recorded(before, now).getFirst()).existing();

        assertThat(state.access().epoch()).isEqualTo(1);
        assertThat(state.details().metadataVersion()).isEqualTo(1);
        assertThat(state.details().type()).isEqualTo("CONFIDENTIAL");
    }

    @Test
    void aNameAloneLeavesConsentsAndAccessAlone() {
        var before = said("App", "https://app.example/cb", "none", null, null);
        var state = Entries.fold(ClientState.initial(), registered(before),
                recorded(before, said("Other", "https://app.example/cb", "none", null, null)).getFirst()).existing();

        assertThat(state.details().name()).isEqualTo("Other");
        assertThat(state.access().epoch()).isZero();
        assertThat(state.details().metadataVersion()).isZero();
    }

    @Test
    void whoSignedDoesNotStopSigningByItself() {
        assertThatThrownBy(() -> recorded(said("App", "https://app.example/cb", "private_key_jwt", null, KEYS),
                said("App", "https://app.example/cb", "none", null, null))).isInstanceOf(Refused.class).hasMessageContaining("owner");
    }

    @Test
    void whatADocumentSaysNobodyElseChanges() {
        var client = Entries.fold(ClientState.initial(), registered(said("App", "https://app.example/cb", "none", null, null)));

        assertThatThrownBy(() -> client.decide(new UpdateClient(ID, "Mine", null, null, OWNER))).isInstanceOf(Refused.class)
                .hasMessageContaining(AT);
        assertThat(client.decide(new DeleteClient(ID, "App", ReasonCode.ADMIN, OWNER))).hasSize(2);
    }

    /** DS-15: {@code *.example.com} is not {@code example.com}; AS-20: whoever listens on a person's machine can claim any address. */
    @ParameterizedTest
    @CsvSource({"claude.ai,https://claude.ai/c,https://claude.ai/cb,true", "*.claude.ai,https://claude.ai/c,https://claude.ai/cb,false",
            "*.claude.ai,https://a.claude.ai/c,https://claude.ai/cb,true", "claude.ai,https://a.claude.ai/c,https://claude.ai/cb,false",
            "claude.ai,https://evilclaude.ai/c,https://claude.ai/cb,false",
            "*.claude.ai,https://claude.ai.evil.example/c,https://x.example/,false",
            "claude.ai,https://claude.ai/c,http://localhost/cb,false", "claude.ai,https://claude.ai/c,cursor://cb,false"})
    void aDomainCoversItsOwnHostsAndNoLoopback(String domain, String url, String redirect, boolean covered) {
        assertThat(new DynamicClient(url, List.of(redirect)).isOf(List.of(domain))).isEqualTo(covered);
    }

    @Test
    void whoRegisteredItselfIsOfNoDomain() {
        assertThat(new DynamicClient(null, List.of("https://claude.ai/cb")).isOf(List.of("claude.ai"))).isFalse();
    }
}
