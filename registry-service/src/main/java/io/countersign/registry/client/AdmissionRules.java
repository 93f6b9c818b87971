package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.AdmitClient;
import io.countersign.registry.client.ClientCommand.RejectApproval;
import io.countersign.registry.client.ClientCommand.RequestApproval;
import io.countersign.registry.client.ClientState.Existing;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.RegistrationTokenIssued;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a client that no owner registered is let in at a server, by a person's yes or by an owner's (domain.md, client approval). Pure. */
final class AdmissionRules {
    private AdmissionRules() {
    }

    static List<ClientEvent> admit(AdmitClient admit) {
        var events = registered(admit.clientId(), admit.projectId(), admit.as(), admit.by());
        events.add(bound(admit));
        return events;
    }

    /** What an owner ended or rejected stays so: a person's yes opens only what was never open. */
    static List<ClientEvent> admit(Existing client, AdmitClient admit) {
        var binding = client.bindings().get(admit.serverId());
        requireOpen(client, admit.serverId());
        return binding == null ? List.of(bound(admit)) : List.of();
    }

    static List<ClientEvent> request(RequestApproval request) {
        var events = registered(request.clientId(), request.projectId(), request.as(), request.by());
        events.add(new ClientApprovalRequested(request.clientId(), request.serverId()));
        return events;
    }

    static List<ClientEvent> request(Existing client, RequestApproval request) {
        requireOpen(client, request.serverId());
        return client.approvals().containsKey(request.serverId()) || client.bindings().containsKey(request.serverId())
                ? List.of()
                : List.of(new ClientApprovalRequested(request.clientId(), request.serverId()));
    }

    static List<ClientEvent> reject(Existing client, RejectApproval reject) {
        var binding = client.bindings().get(reject.serverId());
        if (binding != null && binding.live()) {
            throw Refused.because(Reason.ALREADY_EXISTS, "The client is bound to this server: unbind it.");
        }
        return client.approvals().get(reject.serverId()) == Approval.REJECTED
                ? List.of()
                : List.of(new ClientApprovalRejected(reject.clientId(), reject.serverId(), reject.reasonCode()));
    }

    private static void requireOpen(Existing client, String serverId) {
        var binding = client.bindings().get(serverId);
        if (!client.details().registeredItself() || client.revoked() || client.access().suspended()
                || (binding != null && !binding.live()) || client.approvals().get(serverId) == Approval.REJECTED) {
            throw Refused.because(Reason.CLIENT_NOT_BOUND, "The client is not bound to this server.");
        }
    }

    static List<ClientEvent> registered(String clientId, String projectId, @Nullable SelfRegistration as, Authority by) {
        if (as == null) {
            throw Refused.because(Reason.CLIENT_UNKNOWN, "This organization has no such client, or its registration has run out.");
        }
        var events = new ArrayList<ClientEvent>();
        events.add(new ClientRegistered(clientId, by.organizationId(), projectId, as.name(), as.registrationMethod(),
                ClientRules.type(as.authenticationMethod()), as.authenticationMethod(), as.grantTypes(), as.jwks(), as.redirectUris(),
                as.jwksUri(), as.metadataUrl(), by.userId(), as.aboutOrNull()));
        if (as.secret() != null) {
            events.add(ClientRules.issued(clientId, as.secret()));
        }
        if (as.tokenHash() != null) {
            events.add(new RegistrationTokenIssued(clientId, as.tokenHash()));
        }
        return events;
    }

    private static ClientBoundToServer bound(AdmitClient admit) {
        return new ClientBoundToServer(admit.clientId(), admit.serverId(), admit.scopes(), ReasonCode.POLICY);
    }
}
