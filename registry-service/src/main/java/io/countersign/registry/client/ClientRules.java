package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.AdmitClient;
import io.countersign.registry.client.ClientCommand.AdmitRedirect;
import io.countersign.registry.client.ClientCommand.RecordMetadata;
import io.countersign.registry.client.ClientCommand.RejectApproval;
import io.countersign.registry.client.ClientCommand.RenewBinding;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.DisableClient;
import io.countersign.registry.client.ClientCommand.EnableClient;
import io.countersign.registry.client.ClientCommand.IssueSecret;
import io.countersign.registry.client.ClientCommand.RegisterByMetadata;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.ReplaceRegistration;
import io.countersign.registry.client.ClientCommand.RequestApproval;
import io.countersign.registry.client.ClientCommand.RevokeClient;
import io.countersign.registry.client.ClientCommand.RevokeConnectionsOfClient;
import io.countersign.registry.client.ClientCommand.RevokeSecret;
import io.countersign.registry.client.ClientCommand.RotateSecret;
import io.countersign.registry.client.ClientCommand.SetBinding;
import io.countersign.registry.client.ClientCommand.Unbind;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.client.ClientState.Absent;
import io.countersign.registry.client.ClientState.Existing;
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
import io.countersign.registry.refusal.ExactName;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rules of a client. Pure. */
final class ClientRules {
    static final int MAX_SECRETS = 5;
    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    /** Public: it cannot keep a secret (RFC 6749 section 2.1). */
    static final String NONE = "none";
    static final String AUTHORIZATION_CODE = "authorization_code";
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String CLIENT_CREDENTIALS = "client_credentials";

    private ClientRules() {
    }

    static List<ClientEvent> decide(ClientState state, ClientCommand command) {
        return switch (state) {
            case Absent absent when command instanceof RegisterClient register -> register(register);
            case Absent absent when command instanceof RegisterByMetadata known ->
                AdmissionRules.registered(known.clientId(), known.projectId(), known.as(), known.by());
            case Absent absent when command instanceof AdmitClient admit -> AdmissionRules.admit(admit);
            case Absent absent when command instanceof RequestApproval request -> AdmissionRules.request(request);
            case Absent absent -> throw Refused.unknown();
            case Existing client -> decide(visible(client, command), command);
        };
    }

    private static Existing visible(Existing client, ClientCommand command) {
        var details = client.details();
        if (!command.by().covers(details.organizationId(), details.projectId())
                && !(ends(command) && command.by().isOf(details.organizationId(), details.registeredBy()))) {
            throw Refused.unknown();
        }
        return client;
    }

    /** EL-20: what whoever registered a client may do as well. */
    private static boolean ends(ClientCommand command) {
        return command instanceof RevokeClient || command instanceof DeleteClient;
    }

    private static List<ClientEvent> decide(Existing client, ClientCommand command) {
        return switch (command) {
            case RegisterClient register -> throw Refused.because(Reason.ALREADY_EXISTS, "This client exists.");
            case RegisterByMetadata known -> throw Refused.because(Reason.ALREADY_EXISTS, "This client exists.");
            case UpdateClient update -> update(client.alive(), update);
            case AdmitRedirect admit -> update(client.alive(), admit.beside(client.details().redirectUris()));
            case IssueSecret issue -> issue(client.alive(), issue.secret());
            case RotateSecret rotate -> rotate(client.alive(), rotate);
            case RevokeSecret revoke -> revoke(client, revoke);
            case DisableClient disable -> client.alive().access().suspended()
                    ? List.of()
                    : List.of(new ClientDisabled(client.clientId(), disable.reasonCode()));
            case EnableClient enable ->
                client.alive().access().suspended() ? List.of(new ClientEnabled(client.clientId(), enable.reasonCode())) : List.of();
            case RevokeConnectionsOfClient cut -> List.of(new ClientConnectionsRevoked(client.alive().clientId(), cut.reasonCode()));
            case RevokeClient revoke -> revoke(client, revoke);
            case DeleteClient delete -> delete(client, delete);
            case SetBinding set -> set(client.alive(), set);
            case RenewBinding renew -> renew(client.alive(), renew);
            case Unbind unbind -> unbind(client, unbind);
            case AdmitClient admit -> AdmissionRules.admit(client, admit);
            case RequestApproval request -> AdmissionRules.request(client, request);
            case RejectApproval reject -> AdmissionRules.reject(client.alive(), reject);
            case ReplaceRegistration replace -> ReplacementRules.decide(client.alive(), replace);
            case RecordMetadata metadata -> DriftRules.decide(client.alive().details(), metadata.as());
        };
    }

    static String type(String authenticationMethod) {
        return authenticationMethod.equals(NONE) ? "PUBLIC" : "CONFIDENTIAL";
    }

    private static List<ClientEvent> register(RegisterClient register) {
        var events = new ArrayList<ClientEvent>();
        var signs = register.authenticationMethod().equals(PRIVATE_KEY_JWT);
        if (signs && register.jwks() == null) {
            throw Refused.invalid("jwks", "is needed for " + PRIVATE_KEY_JWT);
        }
        if (!signs && register.jwks() != null) {
            throw Refused.invalid("jwks", "is for " + PRIVATE_KEY_JWT + " only");
        }
        requireFittingGrants(register);
        events.add(new ClientRegistered(register.clientId(), register.by().organizationId(), register.projectId(), register.name(),
                "MANUAL", type(register.authenticationMethod()), register.authenticationMethod(),
                register.grantTypes(), register.jwks(), RedirectUriValidator.require(register.redirectUris()), null, null,
                register.by().userId(),
                null));
        if (register.secret() != null) {
            events.add(issued(register.clientId(), register.secret()));
        }
        return events;
    }

    /** Without a redirect URI there is no code, without a code nothing to refresh, and who keeps no secret has nothing of its own. */
    private static void requireFittingGrants(RegisterClient register) {
        var grants = register.grantTypes();
        if (grants.contains(REFRESH_TOKEN) && !grants.contains(AUTHORIZATION_CODE)) {
            throw Refused.invalid("grantTypes", "needs " + AUTHORIZATION_CODE + " where there is " + REFRESH_TOKEN);
        }
        if (register.authenticationMethod().equals(NONE) && grants.isEmpty()) {
            throw Refused.invalid("grantTypes", "needs one: a public client cannot prove that it is a resource server");
        }
        if (register.authenticationMethod().equals(NONE) && grants.contains(CLIENT_CREDENTIALS)) {
            throw Refused.invalid("grantTypes", "cannot have " + CLIENT_CREDENTIALS + ": a public client cannot prove who it is");
        }
        requireRedirects(grants.contains(AUTHORIZATION_CODE), register.redirectUris());
    }

    private static void requireRedirects(boolean servesPeople, List<String> redirectUris) {
        if (servesPeople == redirectUris.isEmpty()) {
            throw Refused.invalid("redirectUris",
                    servesPeople ? "needs one for " + AUTHORIZATION_CODE : "is for " + AUTHORIZATION_CODE + " only");
        }
    }

    private static List<ClientEvent> update(Existing client, UpdateClient update) {
        if (client.details().metadataUrl() != null) {
            throw Refused.because(Reason.ALREADY_EXISTS,
                    "This client is what its metadata document says: change it there, at " + client.details().metadataUrl() + ".");
        }
        if (update.jwks() != null && !client.details().signs()) {
            throw Refused.invalid("jwks", "is for " + PRIVATE_KEY_JWT + " only");
        }
        var name = Objects.requireNonNullElse(update.name(), client.details().name());
        var jwks = update.jwks() == null ? client.details().jwks() : update.jwks();
        var redirects = client.details().redirectUris();
        if (update.redirectUris() != null) {
            requireRedirects(client.details().servesPeople(), update.redirectUris());
            redirects = RedirectUriValidator.require(update.redirectUris());
        }
        return name.equals(client.details().name()) && Objects.equals(jwks, client.details().jwks())
                && redirects.equals(client.details().redirectUris())
                        ? List.of()
                        : List.of(new ClientUpdated(client.clientId(), name, jwks, redirects));
    }

    private static List<ClientEvent> issue(Existing client, NewSecret secret) {
        requireRoom(client);
        return List.of(issued(client.clientId(), secret));
    }

    private static List<ClientEvent> rotate(Existing client, RotateSecret rotate) {
        requireRoom(client);
        var secret = rotate.secret();
        return List.of(new ClientSecretRotated(client.clientId(), secret.secretId(), secret.hash(), secret.suffix(), secret.expiresAt(),
                rotate.earlierEndAt(), rotate.reasonCode()));
    }

    private static void requireRoom(Existing client) {
        if (client.details().signs()) {
            throw Refused.invalid("tokenEndpointAuthMethod", "of this client is " + PRIVATE_KEY_JWT + ", which has no secrets");
        }
        if (client.details().authenticationMethod().equals(NONE)) {
            throw Refused.invalid("tokenEndpointAuthMethod", "of this client is " + NONE + ", which has no secrets");
        }
        if (client.secrets().size() >= MAX_SECRETS) {
            throw Refused.because(Reason.TOO_MANY, "A client has at most " + MAX_SECRETS + " secrets: revoke one first.");
        }
    }

    static ClientSecretIssued issued(String clientId, NewSecret secret) {
        return new ClientSecretIssued(clientId, secret.secretId(), secret.hash(), secret.suffix(), secret.expiresAt());
    }

    private static List<ClientEvent> revoke(Existing client, RevokeSecret revoke) {
        if (client.secrets().stream().noneMatch(secret -> secret.secretId().equals(revoke.secretId()))) {
            throw Refused.unknown();
        }
        return List.of(new ClientSecretRevoked(client.clientId(), revoke.secretId(), revoke.reasonCode()));
    }

    private static List<ClientEvent> revoke(Existing client, RevokeClient revoke) {
        ExactName.require(client.details().name(), revoke.confirmedName());
        return client.revoked() ? List.of() : List.of(new ClientRevoked(client.clientId(), revoke.reasonCode()));
    }

    /** Deleting something active is revoke and delete in one (C9). */
    private static List<ClientEvent> delete(Existing client, DeleteClient delete) {
        if (delete.confirmedName() != null) {
            ExactName.require(client.details().name(), delete.confirmedName());
        }
        if (client.deleted()) {
            return List.of();
        }
        var deleted = new ClientDeleted(client.clientId(), delete.reasonCode());
        return client.revoked() ? List.of(deleted) : List.of(new ClientRevoked(client.clientId(), delete.reasonCode()), deleted);
    }

    private static List<ClientEvent> set(Existing client, SetBinding set) {
        var binding = client.bindings().getOrDefault(set.serverId(), Binding.NONE);
        if (binding.forSecurity()) {
            throw renewalNeeded(client, set.serverId());
        }
        if (!binding.live()) {
            requireOwnerAfterSecurity(client, binding, set.afterSecurity(), set.by());
            return List.of(new ClientBoundToServer(client.clientId(), set.serverId(), set.scopes(), set.reasonCode(), set.until()));
        }
        return binding.scopes().equals(set.scopes()) && Objects.equals(binding.until(), set.until())
                ? List.of()
                : List.of(new ClientBindingChanged(client.clientId(), set.serverId(), set.scopes(),
                        !set.scopes().containsAll(binding.scopes()) || binding.isOverLaterThan(set.until()), set.reasonCode(),
                        set.until()));
    }

    private static List<ClientEvent> renew(Existing client, RenewBinding renew) {
        var binding = client.bindings().get(renew.serverId());
        if (binding == null) {
            throw Refused.unknown();
        }
        requireOwnerAfterSecurity(client, binding, renew.afterSecurity(), renew.by());
        return List.of(new ClientBoundToServer(client.clientId(), renew.serverId(), binding.scopes(), renew.reasonCode(), binding.until()));
    }

    private static void requireOwnerAfterSecurity(Existing client, Binding binding, boolean afterSecurity, Authority by) {
        if (!by.owner() && (afterSecurity || client.endedForSecurity(binding))) {
            throw ownerNeeded();
        }
    }

    private static Refused renewalNeeded(Existing client, String serverId) {
        return Refused.because(Reason.RENEWAL_REQUIRED, "The binding was ended for security. An owner lets the client in again with POST "
                + "/api/v1/orgs/" + client.details().organizationId() + "/clients/" + client.clientId() + "/bindings/" + serverId
                + "/renew.");
    }

    private static Refused ownerNeeded() {
        return Refused.because(Reason.OWNER_REQUIRED, "Access was ended for security: only an owner of the organization renews it.");
    }

    private static List<ClientEvent> unbind(Existing client, Unbind unbind) {
        var binding = client.bindings().get(unbind.serverId());
        if (binding == null) {
            throw Refused.unknown();
        }
        return binding.live() ? List.of(new ClientUnboundFromServer(client.clientId(), unbind.serverId(), unbind.reasonCode())) : List.of();
    }
}
