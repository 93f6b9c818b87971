package io.countersign.token.issuance;

import java.util.TreeMap;
import io.countersign.token.OnBehalf;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.events.command.Commands;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.ConnectionState;
import io.countersign.token.connection.ConnectionState.Absent;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Deleted;
import io.countersign.token.connection.ConnectionState.Expired;
import io.countersign.token.connection.ConnectionState.Revoked;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.AuthorizedTerms;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import io.countersign.token.refusal.Denied;
import io.countersign.token.refusal.OAuthError;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Decides whether a machine client gets a token now: bound to the server, nothing suspended, ended or cut since its connection was
 * authorized, and the connection still alive by the clock. The first token opens the connection. Once it has ended, only a renewal of
 * the binding opens the next one. A refusal is given on a fresh answer of the registry only.
 */
@Component
class MachineAccess {
    private static final Logger LOG = LoggerFactory.getLogger(MachineAccess.class);
    private final Registry registry;
    private final Connections connections;
    private final Endings endings;
    private final Commands commands;
    private final Clock clock;

    MachineAccess(Registry registry, Connections connections, Endings endings, Commands commands, Clock clock) {
        this.registry = registry;
        this.connections = connections;
        this.endings = endings;
        this.commands = commands;
        this.clock = clock;
    }

    /** What a token may carry. */
    record Granted(Active connection, AuthorizationAnswer authorization, SortedSet<String> scopes) {
    }

    Granted grant(Issuer issuer, String clientId, @Nullable String resource, Set<String> requested) {
        try {
            return decide(issuer, clientId, resource, requested);
        } catch (OAuth2AuthenticationException onWhatWasKept) {
            registry.forget(clientId);
            return decide(issuer, clientId, resource, requested);
        }
    }

    private Granted decide(Issuer issuer, String clientId, @Nullable String resource, Set<String> requested) {
        var given = switch (registry.authorization(issuer.organizationId(), clientId, resource)) {
            case Authorization.Given known -> known;
            case Authorization.Missing missing -> throw missing(missing, issuer.organizationId(), clientId, resource);
        };
        try {
            return granted(given, requested);
        } catch (Denied denied) {
            throw denied.on(grounds(given));
        }
    }

    private Denied.Grounds grounds(Authorization.Given given) {
        var client = given.answer().client();
        var server = given.answer().server();
        var id = MachineConnectionId.of(client.clientId(), server.serverId(), given.answer().bindingSequence());
        var state = connections.load(id).state();
        return Denied.Grounds.of(parties(given.answer()), state instanceof Absent ? null : id, "client_credentials",
                state instanceof Active active ? active.terms().epochs() : given.access().inForce());
    }

    private Granted granted(Authorization.Given given, Set<String> requested) {
        var answer = given.answer();
        given.access().refusal().ifPresent(refusal -> {
            throw refused(refusal);
        });
        var allowed = allowed(answer);
        SortedSet<String> scopes = new TreeSet<>(requested.isEmpty() ? allowed : requested);
        scopes.retainAll(allowed);
        if (scopes.isEmpty() && !requested.isEmpty()) {
            throw OAuthError.INVALID_SCOPE.denied("insufficient_scope", "The client may have none of the requested scopes here.");
        }
        var connection = open(given);
        standing(given, connection.terms().epochs()).ifPresent(refusal -> {
            throw OAuthError.UNAUTHORIZED_CLIENT.denied(refusal,
                    "What the client was allowed has ended (" + refusal.reason().code() + "). " + advice(answer));
        });
        return new Granted(connection, answer, scopes);
    }

    private static Optional<AccessRule.Refusal> standing(Authorization.Given given, Map<String, Long> authorizedUnder) {
        return given.access(authorizedUnder.keySet()).refusal(authorizedUnder);
    }

    private Active open(Authorization.Given given) {
        var answer = given.answer();
        var client = answer.client();
        var server = answer.server();
        var id = MachineConnectionId.of(client.clientId(), server.serverId(), answer.bindingSequence());
        var state = connections.current(id);
        if (state instanceof Absent) {
            requireNothingEnded(given);
            var parties = parties(answer);
            var terms = AuthorizedTerms.of(allowed(answer), given.access().epochs(), answer, clock.instant());
            send(new AuthorizeConnection(id, parties, terms, null, predecessor(answer)), answer);
            state = connections.load(id).state();
        }
        var active = alive(state, answer);
        if (active.useDue(clock.instant())) {
            send(new RecordUse(id, clock.instant()), answer);
            return alive(connections.load(id).state(), answer);
        }
        return active;
    }

    private static Parties parties(AuthorizationAnswer answer) {
        var client = answer.client();
        var server = answer.server();
        return new Parties(client.organizationId(), server.projectId(), client.clientId(), server.serverId(), server.resource(),
                SubjectType.CLIENT, client.clientId(), null);
    }

    /** Narrowing a binding gives the client another connection; it is no way back in where the one before had ended otherwise. */
    private void requireNothingEnded(Authorization.Given given) {
        var answer = given.answer();
        var client = answer.client().clientId();
        var server = answer.server().serverId();
        var binding = AccessKeys.binding(client, server);
        answer.narrowedSequences().stream().map(sequence -> endings.of(client, server, sequence)).flatMap(Optional::stream)
                .filter(ending -> {
                    var others = new TreeMap<>(ending.epochs());
                    others.remove(binding);
                    return ending.asked() || ending.expired() || standing(given, others).isPresent();
                }).findAny().ifPresent(ended -> {
                    throw OAuthError.UNAUTHORIZED_CLIENT.denied("connection_revoked",
                            "The client's connection has ended. " + advice(answer));
                });
    }

    private static String advice(AuthorizationAnswer answer) {
        return "An owner can let the client in again: POST /api/v1/orgs/" + answer.client().organizationId() + "/clients/"
                + answer.client().clientId() + "/bindings/" + answer.server().serverId() + "/renew";
    }

    /** The connection of the binding before, if that one ever led to a token. */
    private @Nullable String predecessor(AuthorizationAnswer answer) {
        var previous = answer.previousBindingSequence();
        return previous == null
                ? null
                : Optional.of(MachineConnectionId.of(answer.client().clientId(), answer.server().serverId(), previous))
                        .filter(id -> connections.load(id).exists()).orElse(null);
    }

    private Active alive(ConnectionState state, AuthorizationAnswer answer) {
        return switch (state) {
            case Active active when active.life().lapse(clock.instant()).isEmpty() -> active;
            case Active _,Expired _ -> throw OAuthError.UNAUTHORIZED_CLIENT.denied("connection_expired",
                    "The client's connection has expired. " + advice(answer));
            case Revoked _,Deleted _,Absent _ -> throw OAuthError.UNAUTHORIZED_CLIENT.denied("connection_revoked",
                    "The client's connection was revoked. " + advice(answer));
        };
    }

    /** Somebody who was faster decides: what the connection is then is looked at again. */
    private void send(Object command, AuthorizationAnswer answer) {
        try {
            commands.send(command, OnBehalf.client(answer.client().clientId(), answer.client().organizationId()));
        } catch (ConnectionRefused faster) {
            LOG.debug("{} was overtaken", command, faster);
        }
    }

    private static SortedSet<String> allowed(AuthorizationAnswer answer) {
        SortedSet<String> allowed = answer.server().scopes().stream().map(ScopeAnswer::name).collect(Collectors.toCollection(TreeSet::new));
        allowed.retainAll(answer.allowedScopes());
        return allowed;
    }

    private static OAuth2AuthenticationException missing(Authorization.Missing missing, String organizationId, String clientId,
            @Nullable String resource) {
        return switch (missing.code()) {
            case "client_unknown" -> OAuthError.INVALID_CLIENT.because("The client is unknown.");
            case "client_not_bound" -> OAuthError.UNAUTHORIZED_CLIENT.because("The client is not bound to this resource. "
                    + "An owner can bind it: PUT /api/v1/orgs/" + organizationId + "/clients/" + clientId + "/bindings/{serverId}");
            default -> OAuthError.INVALID_TARGET.because(
                    resource == null
                            ? "The resource parameter is needed: the client is not bound to exactly one."
                            : "The resource is unknown.");
        };
    }

    private static OAuth2AuthenticationException refused(AccessRule.Refusal refusal) {
        return switch (refusal.reason()) {
            case CLIENT_REVOKED -> OAuthError.UNAUTHORIZED_CLIENT.denied(refusal, "The client's access was ended (client_revoked).");
            case SERVER_DISABLED -> OAuthError.INVALID_TARGET.denied(refusal, "The resource is switched off (server_disabled).");
            case ORG_SUSPENDED, TOKEN_INVALID, MEMBER_DISABLED, CLIENT_DISABLED, CLIENT_NOT_APPROVED, CONSENT_WITHDRAWN,
                    CONNECTION_REVOKED ->
                OAuthError.UNAUTHORIZED_CLIENT.denied(refusal, "Access is switched off (" + refusal.reason().code() + ").");
        };
    }
}
