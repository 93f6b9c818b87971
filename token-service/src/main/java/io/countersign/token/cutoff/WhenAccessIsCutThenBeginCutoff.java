package io.countersign.token.cutoff;

import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberConnectionsRevoked;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.access.AccessKeys;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * When a client, a server, a project or an organization ends, when whatever was authorized for a client or a server is revoked, a client authenticates
 * otherwise than before (CIMD-24), a binding is taken away or narrowed, a member's access is switched off, or the member leaves or is suspended (MG-05,
 * MG-06), a consent is withdrawn or reduced: the connections that rested on it have to end. What was authorized after the cut is left alone.
 */
@Configuration(proxyBeanMethods = false)
class WhenAccessIsCutThenBeginCutoff {
    /** Named as the consumer group that read this topic before. */
    @Bean
    Automation whenRegistryCuts(@Qualifier("registryEvents") EventCatalog registry) {
        return Automation.of("when-access-ended-then-revoke-connections", registry, WhenAccessIsCutThenBeginCutoff::when);
    }

    @Bean
    Automation whenMemberLosesAccess(@Qualifier("consentEvents") EventCatalog consents) {
        return Automation.of("when-member-loses-access-then-begin-cutoff", consents, WhenAccessIsCutThenBeginCutoff::when);
    }

    /** Epochs of members count from 1: the first event of the stream may be the one that cuts. */
    private static List<Object> when(Recorded<?> recorded) {
        var cut = recorded.sequence();
        return switch (recorded.event()) {
            case ClientRevoked e -> begin(AccessKeys.client(e.clientId()), Cut.ALL, ReasonCode.CLIENT_REVOKED, recorded);
            case ClientConnectionsRevoked e -> begin(AccessKeys.client(e.clientId()), cut, reason(e.reasonCode()), recorded);
            case ClientMetadataDrifted e when e.drift() == MetadataDrift.CUT ->
                begin(AccessKeys.client(e.clientId()), cut, ReasonCode.POLICY, recorded);
            case McpServerConnectionsRevoked e -> begin(AccessKeys.server(e.serverId()), cut, reason(e.reasonCode()), recorded);
            case McpServerDeleted e -> begin(AccessKeys.server(e.serverId()), Cut.ALL, ReasonCode.SERVER_DELETED, recorded);
            case OrganizationClosed e -> begin(AccessKeys.organization(e.organizationId()), Cut.ALL, reason(e.reasonCode()), recorded);
            case ProjectArchived e -> begin(AccessKeys.project(e.projectId()), Cut.ALL, reason(e.reasonCode()), recorded);
            case ClientUnboundFromServer e ->
                begin(AccessKeys.binding(e.clientId(), e.serverId()), cut, ReasonCode.CLIENT_UNBOUND, recorded);
            case ClientBindingChanged e when e.narrowed() ->
                begin(AccessKeys.binding(e.clientId(), e.serverId()), cut, ReasonCode.POLICY, recorded);
            case McpAccessDisabled e ->
                begin(AccessKeys.member(e.organizationId(), e.userId()), cut + 1, ReasonCode.ACCESS_DISABLED, recorded);
            case MemberConnectionsRevoked e ->
                begin(AccessKeys.member(e.organizationId(), e.userId()), cut + 1, ReasonCode.valueOf(e.reasonCode().name()), recorded);
            case MemberLeftOrganization e ->
                begin(AccessKeys.member(e.organizationId(), e.userId()), cut + 1, ReasonCode.LEAVER, recorded);
            case MemberSuspendedAtIdp e ->
                begin(AccessKeys.member(e.organizationId(), e.userId()), cut + 1, ReasonCode.LEAVER, recorded);
            case ConsentWithdrawn e -> begin(AccessKeys.consent(e.consentId()), cut, ReasonCode.CONSENT_WITHDRAWN, recorded);
            case ConsentReduced e -> begin(AccessKeys.consent(e.consentId()), cut, ReasonCode.CONSENT_REDUCED, recorded);
            default -> List.of();
        };
    }

    private static List<Object> begin(String key, long epoch, ReasonCode reason, Recorded<?> cause) {
        return List.of(BeginCutoff.of(key, epoch, reason, cause.id()));
    }

    /** The owner's reason is the connection's as well. */
    private static ReasonCode reason(io.countersign.registry.contract.ReasonCode given) {
        return switch (given) {
            case USER_REQUEST -> ReasonCode.USER_REQUEST;
            case ADMIN -> ReasonCode.ADMIN;
            case SECURITY -> ReasonCode.SECURITY;
            case LEAVER -> ReasonCode.LEAVER;
            case REVIEW -> ReasonCode.REVIEW;
            case ANOMALY -> ReasonCode.ANOMALY;
            case POLICY -> ReasonCode.POLICY;
            case OTHER -> ReasonCode.OTHER;
        };
    }
}
