package io.countersign.registry.server;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.McpServerEvent;
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
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.registry.refusal.ExactName;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.registry.server.McpServerCommand.ChangeServer;
import io.countersign.registry.server.McpServerCommand.DeleteServer;
import io.countersign.registry.server.McpServerCommand.DisableServer;
import io.countersign.registry.server.McpServerCommand.EnableServer;
import io.countersign.registry.server.McpServerCommand.RegisterServer;
import io.countersign.registry.server.McpServerCommand.RevokeConnectionsOfServer;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code Absent -> Active <-> Disabled -> Deleted}. Disabling pauses access, revoking its connections cuts it, deleting ends it. */
public sealed interface McpServerState extends EventSourcedState<McpServerEvent, McpServerState> {
    static McpServerState initial() {
        return new Absent();
    }

    /** There is no such server. */
    record Absent() implements McpServerState {
    }

    /**
     * A server that was registered, whatever became of it since.
     *
     * @param securityCut the event that last revoked everything for the server for security; -1 for none
     */
    record Existing(ServerDetails details, AccessState access, long securityCut) implements McpServerState {
        public String serverId() {
            return details.serverId();
        }

        public boolean deleted() {
            return access.ended();
        }

        public String status() {
            return access.ended() ? "DELETED" : access.suspended() ? "DISABLED" : "ACTIVE";
        }

        private Existing alive() {
            if (deleted()) {
                throw Refused.terminal("This server is deleted.");
            }
            return this;
        }

        private Existing cut(ReasonCode reasonCode, long sequence) {
            return new Existing(details, access.cut(sequence), reasonCode == ReasonCode.SECURITY ? sequence : securityCut);
        }

        private Existing with(AccessState changed) {
            return new Existing(details, changed, securityCut);
        }

        private Existing with(ServerDetails changed) {
            return new Existing(changed, access, securityCut);
        }
    }

    default List<McpServerEvent> decide(McpServerCommand command) {
        return switch (this) {
            case Absent absent when command instanceof RegisterServer register -> registered(register);
            case Absent absent -> throw Refused.unknown();
            case Existing server -> decide(server, command);
        };
    }

    private static List<McpServerEvent> registered(RegisterServer register) {
        ScopeRules.check(register.scopes(), register.challengeScopes(), register.toolScopes());
        requireOwnerToOpen(SessionPolicy.DEFAULT, register.session(), register.by());
        var events = new ArrayList<McpServerEvent>();
        events.add(new McpServerRegistered(register.serverId(), register.by().organizationId(), register.projectId(), register.slug(),
                register.name(), register.resource(), register.upstreamUrl(), register.scopes(), register.challengeScopes(),
                register.toolScopes(), register.session()));
        if (!register.timeouts().equals(UpstreamTimeouts.DEFAULT)) {
            events.add(new UpstreamTimeoutsChanged(register.serverId(), register.timeouts()));
        }
        if (register.listOnlyCallableTools()) {
            events.add(new ToolPolicyChanged(register.serverId(), register.toolScopes(), true));
        }
        return events;
    }

    private static List<McpServerEvent> decide(Existing server, McpServerCommand command) {
        if (!command.by().covers(server.details.organizationId(), server.details.projectId())) {
            throw Refused.unknown();
        }
        return switch (command) {
            case RegisterServer register -> throw Refused.because(Reason.ALREADY_EXISTS, "This server exists.");
            case DeleteServer delete -> delete(server, delete);
            case RevokeConnectionsOfServer cut ->
                List.of(new McpServerConnectionsRevoked(server.alive().serverId(), cut.reasonCode()));
            case ChangeServer change -> changes(server.alive().details, change);
            case EnableServer enable ->
                server.alive().access.suspended() ? List.of(new McpServerEnabled(enable.serverId(), enable.reasonCode())) : List.of();
            case DisableServer disable ->
                server.alive().access.suspended() ? List.of() : List.of(new McpServerDisabled(disable.serverId(), disable.reasonCode()));
        };
    }

    private static List<McpServerEvent> delete(Existing server, DeleteServer delete) {
        ExactName.require(server.details.name(), delete.confirmedName());
        return server.deleted() ? List.of() : List.of(new McpServerDeleted(delete.serverId(), delete.reasonCode()));
    }

    private static List<McpServerEvent> changes(ServerDetails now, ChangeServer change) {
        var then = now.changedBy(change);
        ScopeRules.check(then.scopes(), then.challengeScopes(), then.toolScopes());
        var events = new ArrayList<McpServerEvent>();
        if (!then.name().equals(now.name()) || !then.upstreamUrl().equals(now.upstreamUrl())) {
            events.add(new McpServerDetailsChanged(now.serverId(), then.name(), then.upstreamUrl()));
        }
        if (!then.scopes().equals(now.scopes()) || !then.challengeScopes().equals(now.challengeScopes())) {
            events.add(new ApprovedScopesReplaced(now.serverId(), then.scopes(), then.challengeScopes()));
        }
        if (!then.toolScopes().equals(now.toolScopes()) || then.listOnlyCallableTools() != now.listOnlyCallableTools()) {
            events.add(new ToolPolicyChanged(now.serverId(), then.toolScopes(), then.listOnlyCallableTools()));
        }
        if (!then.session().equals(now.session())) {
            requireOwnerToOpen(now.session(), then.session(), change.by());
            events.add(new SessionPolicyChanged(now.serverId(), then.session()));
        }
        if (!then.timeouts().equals(now.timeouts())) {
            events.add(new UpstreamTimeoutsChanged(now.serverId(), then.timeouts()));
        }
        if (then.unknownClients() != now.unknownClients() || !then.clientDomains().equals(now.clientDomains())) {
            requireOwnerToOpen(then.unknownClients(), change.by());
            requireDomains(then);
            events.add(new UnknownClientsPolicyChanged(now.serverId(), then.unknownClients(), then.clientDomains()));
        }
        return events;
    }

    private static void requireDomains(ServerDetails then) {
        if (then.unknownClients() == UnknownClients.BY_DOMAIN && then.clientDomains().isEmpty()) {
            throw Refused.invalid("clientDomains", "needs one for BY_DOMAIN");
        }
    }

    private static void requireOwnerToOpen(UnknownClients unknownClients, Authority by) {
        if (unknownClients != UnknownClients.CLOSED && !by.owner()) {
            throw Refused.because(Reason.OWNER_REQUIRED,
                    "Only an owner of the organization opens a server to clients that nobody registered.");
        }
    }

    private static void requireOwnerToOpen(SessionPolicy now, SessionPolicy then, Authority by) {
        if (days(then) > days(now) && !by.owner()) {
            throw Refused.because(Reason.OWNER_REQUIRED, "Only an owner of the organization lets members make personal access tokens.");
        }
    }

    private static int days(SessionPolicy session) {
        return Objects.requireNonNullElse(session.personalTokenDays(), 0);
    }

    @Override
    default McpServerState evolve(McpServerEvent event, long sequence) {
        return switch (event) {
            case McpServerRegistered e -> new Existing(ServerDetails.of(e), AccessState.OPEN, -1);
            case McpServerDetailsChanged e -> existing().with(existing().details.with(e));
            case ApprovedScopesReplaced e -> existing().with(existing().details.with(e));
            case ToolPolicyChanged e -> existing().with(existing().details.with(e));
            case SessionPolicyChanged e -> existing().with(existing().details.with(e));
            case UpstreamTimeoutsChanged e -> existing().with(existing().details.with(e));
            case UnknownClientsPolicyChanged e -> existing().with(existing().details.with(e));
            case McpServerEnabled e -> existing().with(existing().access.resume());
            case McpServerDisabled e -> existing().with(existing().access.pause());
            case McpServerConnectionsRevoked e -> existing().cut(e.reasonCode(), sequence);
            case McpServerDeleted e -> existing().with(existing().access.end());
        };
    }

    @Override
    default List<AccessEntry> accessEntries(McpServerEvent event, long sequence) {
        return switch (event) {
            case McpServerEnabled e -> List.of(entry(sequence));
            case McpServerDisabled e -> List.of(entry(sequence));
            case McpServerConnectionsRevoked e -> List.of(entry(sequence));
            case McpServerDeleted e -> List.of(entry(sequence));
            case McpServerRegistered e -> List.of();
            case McpServerDetailsChanged e -> List.of();
            case ApprovedScopesReplaced e -> List.of();
            case ToolPolicyChanged e -> List.of();
            case SessionPolicyChanged e -> List.of();
            case UpstreamTimeoutsChanged e -> List.of();
            case UnknownClientsPolicyChanged e -> List.of();
        };
    }

    private AccessEntry entry(long sequence) {
        return existing().access.entry(AccessKeys.server(existing().serverId()), sequence);
    }

    /** @throws Refused when there is none */
    default Existing existing() {
        return switch (this) {
            case Existing existing -> existing;
            case Absent absent -> throw Refused.unknown();
        };
    }
}
