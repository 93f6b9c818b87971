package io.countersign.registry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientEnabled;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientSecretRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretRotated;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.ClientEvent.RegistrationTokenIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyResumed;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeySuspended;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRotated;
import io.countersign.registry.contract.McpServerEvent.ApprovedScopesReplaced;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerDisabled;
import io.countersign.registry.contract.McpServerEvent.McpServerEnabled;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.McpServerEvent.SessionPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.ToolPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UnknownClientsPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UpstreamTimeoutsChanged;
import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.contract.OrganizationEvent.IdentityProviderLinked;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenIssued;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenRevoked;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import io.countersign.registry.contract.ReservationEvent.ValueReleased;
import io.countersign.registry.contract.ReservationEvent.ValueReserved;
import io.countersign.registry.contract.SelfDescription;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventJson;
import io.countersign.testkit.harness.ApprovedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApprovedEventsTest extends ApprovedEvents {
    private static final Instant THEN = Instant.parse("2026-12-01T00:00:00.000Z");

    ApprovedEventsTest() {
        super(EventCatalog.of("countersign.registry", OrganizationEvent.class, ProjectEvent.class,
                McpServerEvent.class, ClientEvent.class, ManagementKeyEvent.class, ReservationEvent.class));
    }

    @Override
    protected Stream<Object> samples() {
        var scopes = List.of(new ServerScope("sample:read", "Read", true), new ServerScope("sample:admin", "", false));
        var tools = new TreeMap<>(Map.of("secret_report", List.of("sample:admin")));
        var bound = new TreeSet<>(List.of("sample:read"));
        return Stream.of(new OrganizationCreated("org-1", "acme", "Acme"),
                new IdentityProviderLinked("org-1", "6f1b2f6e-0c51-4d0a-9a5e-0000000000a1", ReasonCode.ADMIN),
                new OrganizationRenamed("org-1", "Acme Inc"),
                new OrganizationSuspended("org-1", ReasonCode.SECURITY), new OrganizationResumed("org-1", ReasonCode.ADMIN),
                new OrganizationClosed("org-1", ReasonCode.POLICY),
                new OrganizationSettingsChanged("org-1",
                        new OrganizationSettings(new SessionPolicy(600, 86_400, null, 10L, 30), 30, 60, 90,
                                new FlagTimes(30, 10, 5, 60), ConsentMode.POLICY, List.of("192.0.2.0/24"), LeaverMode.FLAG)),
                new RoleGranted("org-1", "usr-1", "auditor", ReasonCode.ADMIN),
                new LastOwnerLost("org-1", "usr-1"), new RoleWithdrawn("org-1", "usr-1", "auditor", ReasonCode.ADMIN),
                new ProjectCreated("prj-1", "org-1", "Billing"), new ProjectRenamed("prj-1", "Invoices"),
                new ProjectArchived("prj-1", ReasonCode.ADMIN),
                new McpServerRegistered("srv-1", "org-1", "prj-1", "billing", "Billing", "https://mcp.example/o/acme/mcp/billing",
                        "https://billing.example/mcp", scopes, List.of("sample:read"), tools, SessionPolicy.DEFAULT),
                new McpServerDetailsChanged("srv-1", "Invoices", "https://billing.example/mcp"),
                new ApprovedScopesReplaced("srv-1", scopes, List.of("sample:read")), new ToolPolicyChanged("srv-1", tools, true),
                new SessionPolicyChanged("srv-1", new SessionPolicy(300, 86400, 604800L, 0L, 90)),
                new UpstreamTimeoutsChanged("srv-1", new UpstreamTimeouts(120L, 10L, 3L)),
                new UnknownClientsPolicyChanged("srv-1", UnknownClients.BY_DOMAIN, List.of("*.example.com")),
                new ClientRegistrationPolicyChanged("org-1", true, false, true, true),
                new InitialAccessTokenIssued("org-1", "iat-1", "ab12", 10, THEN),
                new InitialAccessTokenRevoked("org-1", "iat-1", ReasonCode.ADMIN),
                new McpServerEnabled("srv-1", ReasonCode.ADMIN),
                new McpServerDisabled("srv-1", ReasonCode.ADMIN), new McpServerConnectionsRevoked("srv-1", ReasonCode.SECURITY),
                new McpServerDeleted("srv-1", ReasonCode.ADMIN),
                new ClientRegistered("cli-1", "org-1", "prj-1", "Reports", "MANUAL", "CONFIDENTIAL", "private_key_jwt",
                        List.of("client_credentials"), "{\"keys\":[]}", List.of("http://127.0.0.1/callback"), null,
                        "https://app.example/client.json", "usr-1",
                        new SelfDescription("https://app.example/logo.png", "editor", "2")),
                new RegistrationTokenIssued("cli-1", "ab12"),
                new ClientMetadataDrifted("cli-1", "Reports", "CONFIDENTIAL", "private_key_jwt", List.of("authorization_code"), null,
                        List.of("https://app.example/callback"), "https://app.example/jwks.json", MetadataDrift.CUT,
                        new SelfDescription(null, "editor", "3")),
                new ClientUpdated("cli-1", "Reports 2", null, List.of("https://app.example/callback")),
                new ClientSecretIssued("cli-1", "sec-1", "ab12", "wxyz", THEN),
                new ClientSecretRotated("cli-1", "sec-2", "cd34", "stuv", null, THEN, ReasonCode.ADMIN),
                new ClientSecretRevoked("cli-1", "sec-1", ReasonCode.ADMIN),
                new ClientDisabled("cli-1", ReasonCode.ADMIN), new ClientConnectionsRevoked("cli-1", ReasonCode.SECURITY),
                new ClientEnabled("cli-1", ReasonCode.ADMIN),
                new ClientRevoked("cli-1", ReasonCode.SECURITY),
                new ClientDeleted("cli-1", ReasonCode.ADMIN), new ClientBoundToServer("cli-1", "srv-1", bound, ReasonCode.ADMIN, THEN),
                new ClientApprovalRequested("cli-1", "srv-1"), new ClientApprovalRejected("cli-1", "srv-1", ReasonCode.POLICY),
                new ClientBindingChanged("cli-1", "srv-1", bound, true, ReasonCode.ADMIN, THEN),
                new ClientUnboundFromServer("cli-1", "srv-1", ReasonCode.ADMIN),
                new ManagementKeyIssued("key-1", "org-1", "ci", new TreeSet<>(List.of("auditor")), "ab12", THEN, "usr-1"),
                new ManagementKeyRotated("key-1", "cd34", THEN, THEN, "usr-2", ReasonCode.ADMIN),
                new ManagementKeySuspended("key-1", ReasonCode.LEAVER), new ManagementKeyResumed("key-1", "usr-2", ReasonCode.ADMIN),
                new ManagementKeyRevoked("key-1", ReasonCode.ADMIN), new ValueReserved("rsv-1", "resource", "srv-1"),
                new ValueReleased("rsv-1", "client-name", "cli-1"));
    }

    @Test
    void aToolPolicyOfBeforeItSaidWhatIsListedListsAllTools() {
        var stored = "{\"serverId\":\"srv-1\",\"toolScopes\":{\"secret_report\":[\"sample:admin\"]}}";

        assertThat(EventJson.mapper().readValue(stored, ToolPolicyChanged.class))
                .isEqualTo(new ToolPolicyChanged("srv-1", new TreeMap<>(Map.of("secret_report", List.of("sample:admin"))), false));
    }

    @Test
    void timeoutsOfBeforeThereWasAnIdleLimitAreReadWithoutOne() {
        var stored = "{\"serverId\":\"srv-1\",\"timeouts\":{\"answerSeconds\":120,\"pieceSeconds\":10}}";

        assertThat(EventJson.mapper().readValue(stored, UpstreamTimeoutsChanged.class))
                .isEqualTo(new UpstreamTimeoutsChanged("srv-1", new UpstreamTimeouts(120L, 10L, null)));
    }
}
