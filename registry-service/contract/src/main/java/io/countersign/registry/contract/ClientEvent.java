package io.countersign.registry.contract;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What happens to a client registration, its secrets, and its bindings to servers. */
public sealed interface ClientEvent {
    String clientId();

    /**
     * @param registrationMethod   {@code MANUAL} (an owner did), {@code DCR} (the client itself, RFC 7591) or {@code CIMD} (by its client id
     *                             metadata document); later {@code API}
     * @param type                 {@code CONFIDENTIAL} or {@code PUBLIC}
     * @param authenticationMethod how it authenticates at the token endpoint (RFC 7591 {@code token_endpoint_auth_method})
     * @param jwks                 JSON of its public keys (RFC 7517) for {@code private_key_jwt}
     * @param redirectUris         exactly as registered; none for machine clients, and in events of before there were others
     * @param jwksUri              where its public keys are published, for {@code private_key_jwt} without {@code jwks}
     * @param metadataUrl          its client id where that is the address of its metadata document (CIMD)
     * @param registeredBy         user id of the person who registered it, or whose wish made it a client; null where none did, and in events
     *                             of before it was recorded
     * @param about                what it says of itself for display; null where that is nothing
     */
    record ClientRegistered(String clientId, String organizationId, String projectId, String name, String registrationMethod, String type,
            String authenticationMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris,
            @Nullable String jwksUri, @Nullable String metadataUrl, @Nullable String registeredBy,
            @Nullable SelfDescription about) implements ClientEvent {
        @SuppressWarnings("NullAway") // absent in events of before
        public ClientRegistered {
            redirectUris = redirectUris == null ? List.of() : List.copyOf(redirectUris);
        }

        /** Of a client whose id and keys are the registry's. */
        public ClientRegistered(String clientId, String organizationId, String projectId, String name, String registrationMethod,
                String type, String authenticationMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris) {
            this(clientId, organizationId, projectId, name, registrationMethod, type, authenticationMethod, grantTypes, jwks, redirectUris,
                    null, null, null, null);
        }
    }

    /**
     * Whoever holds the token of this hash may read, replace and delete the registration (RFC 7592), and nothing else; only one holds.
     *
     * @param tokenHash SHA-256 in hexadecimal
     */
    record RegistrationTokenIssued(String clientId, String tokenHash) implements ClientEvent {
    }

    /**
     * Its metadata document says something else than was recorded (CIMD-23), or it replaced what it had registered (RFC 7592 section 2.2);
     * all that it says from now on.
     *
     * @param drift what follows from the difference
     * @param about what it says of itself for display; null where that is nothing
     */
    record ClientMetadataDrifted(String clientId, String name, String type, String authenticationMethod, List<String> grantTypes,
            @Nullable String jwks, List<String> redirectUris, @Nullable String jwksUri, MetadataDrift drift,
            @Nullable SelfDescription about) implements ClientEvent {
    }

    /** @param redirectUris all of them from now on; null in events of before there were any: as they were */
    record ClientUpdated(String clientId, String name, @Nullable String jwks,
            @Nullable List<String> redirectUris) implements ClientEvent {
    }

    /**
     * @param secretHash   SHA-256 in hexadecimal
     * @param secretSuffix last four characters, to recognize it by
     */
    record ClientSecretIssued(String clientId, String secretId, String secretHash, String secretSuffix,
            @Nullable Instant expiresAt) implements ClientEvent {
    }

    /** A new secret takes over; the earlier ones end at {@code earlierEndAt} at the latest. */
    record ClientSecretRotated(String clientId, String secretId, String secretHash, String secretSuffix,
            @Nullable Instant expiresAt, Instant earlierEndAt, ReasonCode reasonCode) implements ClientEvent {
    }

    record ClientSecretRevoked(String clientId, String secretId, ReasonCode reasonCode) implements ClientEvent {
    }

    /** Calls are refused until it is enabled again (pause). */
    record ClientDisabled(String clientId, ReasonCode reasonCode) implements ClientEvent {
    }

    record ClientEnabled(String clientId, ReasonCode reasonCode) implements ClientEvent {
    }

    /** Whatever was authorized for it until now is dead, at every server (cut); the client itself goes on and can be bound again. */
    record ClientConnectionsRevoked(String clientId, ReasonCode reasonCode) implements ClientEvent {
    }

    /** Terminal (end). */
    record ClientRevoked(String clientId, ReasonCode reasonCode) implements ClientEvent {
    }

    /** Hidden from lists; its name is free again. Follows {@link ClientRevoked}. */
    record ClientDeleted(String clientId, ReasonCode reasonCode) implements ClientEvent {
    }

    /** A person wanted to let it in at a server that leaves that to an owner ({@link UnknownClients#APPROVAL}). Binding it is the yes. */
    record ClientApprovalRequested(String clientId, String serverId) implements ClientEvent {
    }

    /** An owner said no, whether or not anybody asked: no person's yes lets it in there until it is bound. */
    record ClientApprovalRejected(String clientId, String serverId, ReasonCode reasonCode) implements ClientEvent {
    }

    /**
     * A binding begins; this event's sequence is the epoch its connections are authorized under.
     *
     * @param until when it is over; null for no end
     */
    record ClientBoundToServer(String clientId, String serverId, SortedSet<String> scopes, ReasonCode reasonCode,
            @Nullable Instant until) implements ClientEvent {
        /** Without an end. */
        public ClientBoundToServer(String clientId, String serverId, SortedSet<String> scopes, ReasonCode reasonCode) {
            this(clientId, serverId, scopes, reasonCode, null);
        }
    }

    /**
     * @param narrowed a scope was taken away, or it is over earlier, so what was authorized before is dead (cut)
     * @param until    when it is over from now on; null for no end
     */
    record ClientBindingChanged(String clientId, String serverId, SortedSet<String> scopes, boolean narrowed,
            ReasonCode reasonCode, @Nullable Instant until) implements ClientEvent {
        /** Without an end. */
        public ClientBindingChanged(String clientId, String serverId, SortedSet<String> scopes, boolean narrowed, ReasonCode reasonCode) {
            this(clientId, serverId, scopes, narrowed, reasonCode, null);
        }
    }

    /** What was authorized under the binding is dead (cut). */
    record ClientUnboundFromServer(String clientId, String serverId, ReasonCode reasonCode) implements ClientEvent {
    }
}
