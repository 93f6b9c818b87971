package io.countersign.token.personal;

import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.Receipt;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.PersonalTokenAnswer;
import io.countersign.token.contract.Terms;
import io.countersign.token.owner.Consents;
import io.countersign.token.owner.Registry;
import io.countersign.web.owner.AccessDecisions;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * A personal access token is a connection like any other, without a client and so without a consent: it rests on organization, project,
 * server and member, is listed, expires and ends as all do. Both creating and using it go by the owners' word.
 */
@Component
class PersonalAccessTokens {
    private final Registry registry;
    private final Consents consents;
    private final AccessDecisions decisions;
    private final Connections connections;
    private final Commands commands;
    private final PersonalTokens tokens;
    private final Ids ids;
    private final Clock clock;

    PersonalAccessTokens(Registry registry, Consents consents, AccessDecisions decisions, Connections connections, Commands commands,
            PersonalTokens tokens, Ids ids, Clock clock) {
        this.registry = registry;
        this.consents = consents;
        this.decisions = decisions;
        this.connections = connections;
        this.commands = commands;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param token to be shown once */
    record Created(Receipt receipt, String token, PersonalTokenAnswer opens) {
    }

    /**
     * @throws Problem 404 without such a server, 403 {@code personal_tokens_closed}, {@code not_a_member} or why access is switched off,
     *                 422 for days or scopes that the server does not have
     */
    Created create(String organizationId, String userId, String serverId, SortedSet<String> scopes, int days) {
        var server = registry.server(organizationId, serverId).orElseThrow(Problem::notFound);
        requireOpen(server, days);
        requireScopes(server, scopes);
        if (!isMember(organizationId, userId)) {
            throw new Problem(HttpStatus.FORBIDDEN, "not_a_member", "Only members of the organization have personal access tokens.");
        }
        var word = decisions.askOwners(List.of(AccessKeys.organization(organizationId), AccessKeys.project(server.projectId()),
                AccessKeys.server(server.serverId()), AccessKeys.member(organizationId, userId)));
        word.refusal().ifPresent(refusal -> {
            throw new Problem(HttpStatus.FORBIDDEN, refusal.reason().code(), "Access is switched off; nothing can be created for it.");
        });
        var id = ids.next("con");
        var life = Duration.ofDays(days).toSeconds();
        var receipt = commands.send(new AuthorizeConnection(id,
                new Parties(organizationId, server.projectId(), Parties.PERSONAL, server.serverId(), server.resource(), SubjectType.MEMBER,
                        userId,
                        null),
                new Terms(scopes, word.epochs(), life, life), null, null));
        var opens = connections.load(id).state() instanceof Active active ? answer(id, active, server, Optional.empty()) : null;
        if (opens == null) {
            throw Problem.notFound();
        }
        return new Created(receipt, tokens.write(id), opens);
    }

    private static void requireOpen(ServerAnswer server, int days) {
        var most = server.personalTokenDays();
        if (most == null) {
            throw new Problem(HttpStatus.FORBIDDEN, "personal_tokens_closed",
                    "This server takes no personal access tokens; an owner can open it to them (session.personalTokenDays).");
        }
        if (days > most) {
            throw new ValidationFailed("days", "must be at most " + most + " at this server");
        }
    }

    private static void requireScopes(ServerAnswer server, SortedSet<String> scopes) {
        var known = names(server);
        if (!known.containsAll(scopes)) {
            throw new ValidationFailed("scopes", "must be of this server: " + String.join(" ", known));
        }
        var required = server.scopes().stream().filter(ScopeAnswer::required).map(ScopeAnswer::name).toList();
        if (!scopes.containsAll(required)) {
            throw new ValidationFailed("scopes", "must contain what this server requires: " + String.join(" ", required));
        }
    }

    private static SortedSet<String> names(ServerAnswer server) {
        return server.scopes().stream().map(ScopeAnswer::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean keepsAccess(String organizationId, String userId) {
        return consents.membership(organizationId, userId).filter(answer -> answer.keepsAccess()).isPresent();
    }

    private boolean isMember(String organizationId, String userId) {
        return consents.membership(organizationId, userId).filter(answer -> answer.member()).isPresent();
    }

    /** Empty when it opens nothing any more. */
    Optional<PersonalTokenAnswer> resolve(String token) {
        return tokens.read(token).flatMap(id -> connections.current(id) instanceof Active active ? opened(id, active) : Optional.empty());
    }

    private Optional<PersonalTokenAnswer> opened(String id, Active active) {
        var parties = active.parties();
        if (!parties.clientId().equals(Parties.PERSONAL) || active.life().lapse(clock.instant()).isPresent()
                || !keepsAccess(parties.organizationId(), parties.subjectId())) {
            return Optional.empty();
        }
        var refusal = decisions.checkAtOwners(active.terms().epochs());
        return refusal.filter(Refusal::over).isPresent()
                ? Optional.empty()
                : registry.server(parties.organizationId(), parties.serverId()).map(server -> answer(id, active, server, refusal));
    }

    private static PersonalTokenAnswer answer(String id, Active active, ServerAnswer server, Optional<Refusal> paused) {
        var parties = active.parties();
        var scopes = new TreeSet<>(active.terms().scopes());
        scopes.retainAll(names(server));
        var epochs = new TreeMap<>(active.terms().epochs());
        epochs.put(AccessKeys.connection(id), active.access().epoch());
        return new PersonalTokenAnswer(parties.organizationId(), parties.resource(), parties.subjectId(), Parties.PERSONAL, id, scopes,
                epochs,
                active.life().endsAt(), paused.map(refusal -> refusal.reason().code()).orElse(null));
    }
}
