package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientEnabled;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientSecretRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretRotated;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.ClientEvent.RegistrationTokenIssued;
import org.jspecify.annotations.Nullable;
import io.countersign.registry.refusal.Refused;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code Absent -> Active <-> Disabled -> Revoked -> Deleted}. Disabling pauses access, revoking ends it, unbinding cuts one server,
 * revoking its connections cuts all of them.
 */
public sealed interface ClientState extends EventSourcedState<ClientEvent, ClientState> {
    static ClientState initial() {
        return new Absent();
    }

    /** There is no such client. */
    record Absent() implements ClientState {
    }

    /**
     * A client that was registered, whatever became of it since.
     *
     * @param bindings    per server id, ended ones included: their epoch must not be forgotten
     * @param securityCut the event that last revoked everything of the client for security; -1 for none
     * @param approvals   per server id, those that an owner has not answered by a binding
     * @param tokenHash   of the registration access token (RFC 7592); null where there is none
     */
    record Existing(ClientDetails details, AccessState access, boolean deleted, List<ClientSecret> secrets,
            TreeMap<String, Binding> bindings, long securityCut, TreeMap<String, Approval> approvals,
            @Nullable String tokenHash) implements ClientState {
        public String clientId() {
            return details.clientId();
        }

        public boolean revoked() {
            return access.ended();
        }

        public String status() {
            return access.ended() ? "REVOKED" : access.suspended() ? "DISABLED" : "ACTIVE";
        }

        private Existing with(AccessState changed) {
            return new Existing(details, changed, deleted, secrets, bindings, securityCut, approvals, tokenHash);
        }

        private Existing with(List<ClientSecret> changed) {
            return new Existing(details, access, deleted, changed, bindings, securityCut, approvals, tokenHash);
        }

        private Existing with(String serverId, Binding binding) {
            var changed = new TreeMap<>(bindings);
            changed.put(serverId, binding);
            var open = new TreeMap<>(approvals);
            open.remove(serverId);
            return new Existing(details, access, deleted, secrets, changed, securityCut, open, tokenHash);
        }

        private Existing with(String serverId, Approval approval) {
            var changed = new TreeMap<>(approvals);
            changed.put(serverId, approval);
            return new Existing(details, access, deleted, secrets, bindings, securityCut, changed, tokenHash);
        }

        private Existing with(ClientDetails changed) {
            return new Existing(changed, access, deleted, secrets, bindings, securityCut, approvals, tokenHash);
        }

        private Existing cut(ReasonCode reasonCode, long sequence) {
            return new Existing(details, access.cut(sequence), deleted, secrets, bindings,
                    reasonCode == ReasonCode.SECURITY ? sequence : securityCut, approvals, tokenHash);
        }

        private Existing managedBy(String hash) {
            return new Existing(details, access, deleted, secrets, bindings, securityCut, approvals, hash);
        }

        /** Whether this stream knows that access under the binding was ended for security. */
        boolean endedForSecurity(Binding binding) {
            return binding.forSecurity() || binding.begunBefore(securityCut);
        }

        /** The servers among these that it is bound to. */
        Set<String> boundTo(Predicate<String> which) {
            return bindings.entrySet().stream().filter(binding -> binding.getValue().live()).map(Map.Entry::getKey).filter(which)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private Binding binding(String serverId) {
            return bindings.getOrDefault(serverId, Binding.NONE);
        }

        private Existing drifted(ClientMetadataDrifted e, long sequence) {
            var drifted = with(details.with(e, sequence));
            return e.drift() == MetadataDrift.CUT ? drifted.with(access.cut(sequence)) : drifted;
        }

        /** @throws Refused when it is revoked */
        Existing alive() {
            if (revoked()) {
                throw Refused.terminal("This client is revoked.");
            }
            return this;
        }
    }

    default List<ClientEvent> decide(ClientCommand command) {
        return ClientRules.decide(this, command);
    }

    @Override
    default ClientState evolve(ClientEvent event, long sequence) {
        return switch (event) {
            case ClientRegistered e -> new Existing(ClientDetails.of(e), AccessState.OPEN, false, List.of(), new TreeMap<>(), -1,
                    new TreeMap<>(), null);
            case RegistrationTokenIssued e -> existing().managedBy(e.tokenHash());
            case ClientUpdated e -> existing().with(existing().details.with(e));
            case ClientMetadataDrifted e -> existing().drifted(e, sequence);
            case ClientSecretIssued e -> existing().with(ClientSecret.add(existing().secrets, ClientSecret.of(e)));
            case ClientSecretRotated e -> existing()
                    .with(ClientSecret.add(ClientSecret.endingBy(existing().secrets, e.earlierEndAt()), ClientSecret.of(e)));
            case ClientSecretRevoked e -> existing().with(ClientSecret.remove(existing().secrets, e.secretId()));
            case ClientDisabled e -> existing().with(existing().access.pause());
            case ClientEnabled e -> existing().with(existing().access.resume());
            case ClientConnectionsRevoked e -> existing().cut(e.reasonCode(), sequence);
            case ClientRevoked e -> existing().with(existing().access.end());
            case ClientDeleted e -> new Existing(existing().details, existing().access, true, existing().secrets, existing().bindings,
                    existing().securityCut, existing().approvals, null);
            case ClientApprovalRequested e -> existing().with(e.serverId(), Approval.PENDING);
            case ClientApprovalRejected e -> existing().with(e.serverId(), Approval.REJECTED);
            case ClientBoundToServer e ->
                existing().with(e.serverId(), existing().binding(e.serverId()).begin(e.scopes(), e.until(), sequence));
            case ClientBindingChanged e ->
                existing().with(e.serverId(), existing().binding(e.serverId()).change(e.scopes(), e.narrowed(), e.until(), sequence));
            case ClientUnboundFromServer e -> existing().with(e.serverId(), existing().binding(e.serverId())
                    .finish(e.reasonCode() == ReasonCode.SECURITY, sequence));
        };
    }

    @Override
    default List<AccessEntry> accessEntries(ClientEvent event, long sequence) {
        return switch (event) {
            case ClientDisabled e -> List.of(entry(sequence));
            case ClientEnabled e -> List.of(entry(sequence));
            case ClientConnectionsRevoked e -> List.of(entry(sequence));
            case ClientRevoked e -> List.of(entry(sequence));
            case ClientApprovalRequested e -> List.of();
            case ClientApprovalRejected e -> List.of();
            case ClientBoundToServer e -> List.of(entry(e.serverId(), sequence));
            case ClientBindingChanged e -> e.narrowed() ? List.of(entry(e.serverId(), sequence)) : List.of();
            case ClientUnboundFromServer e -> List.of(entry(e.serverId(), sequence));
            case ClientRegistered e -> List.of();
            case RegistrationTokenIssued e -> List.of();
            case ClientUpdated e -> List.of(entry(sequence));
            case ClientMetadataDrifted e -> List.of(entry(sequence));
            case ClientSecretIssued e -> List.of();
            case ClientSecretRotated e -> List.of(entry(sequence));
            case ClientSecretRevoked e -> List.of(entry(sequence));
            case ClientDeleted e -> List.of();
        };
    }

    private AccessEntry entry(long sequence) {
        return existing().access.entry(AccessKeys.client(existing().clientId()), sequence);
    }

    private AccessEntry entry(String serverId, long sequence) {
        return existing().binding(serverId).access().entry(AccessKeys.binding(existing().clientId(), serverId), sequence);
    }

    /** @throws Refused when there is none */
    default Existing existing() {
        return switch (this) {
            case Existing existing -> existing;
            case Absent absent -> throw Refused.unknown();
        };
    }
}
