package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a client. Secrets arrive as hashes: the value itself never leaves the request that made it. */
sealed interface ClientCommand {
    String clientId();

    Authority by();

    /** @param secret the first one; null for a client that signs (RFC 7523) or that is public */
    record RegisterClient(@TargetAggregateIdentifier String clientId, String projectId, String name, String authenticationMethod,
            List<String> grantTypes, @Nullable String jwks, List<String> redirectUris, @Nullable NewSecret secret,
            Authority by) implements ClientCommand {
    }

    /** An owner knows the address of a metadata document, and what it says now (CIMD-18). */
    record RegisterByMetadata(@TargetAggregateIdentifier String clientId, String projectId, SelfRegistration as,
            Authority by) implements ClientCommand {
    }

    /** Changes what is given and leaves what is null (JSON merge). */
    record UpdateClient(@TargetAggregateIdentifier String clientId, @Nullable String name, @Nullable String jwks,
            @Nullable List<String> redirectUris, Authority by) implements ClientCommand {
    }

    /** One more redirect URI, beside those it has. */
    record AdmitRedirect(@TargetAggregateIdentifier String clientId, String redirectUri, Authority by) implements ClientCommand {
        UpdateClient beside(List<String> known) {
            return new UpdateClient(clientId, null, null, Stream.concat(known.stream(), Stream.of(redirectUri)).distinct().toList(), by);
        }
    }

    record IssueSecret(@TargetAggregateIdentifier String clientId, NewSecret secret, Authority by) implements ClientCommand {
    }

    /** @param earlierEndAt when the secrets before this one end at the latest */
    record RotateSecret(@TargetAggregateIdentifier String clientId, NewSecret secret, Instant earlierEndAt,
            ReasonCode reasonCode, Authority by) implements ClientCommand {
    }

    record RevokeSecret(@TargetAggregateIdentifier String clientId, String secretId, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    record DisableClient(@TargetAggregateIdentifier String clientId, ReasonCode reasonCode, Authority by) implements ClientCommand {
    }

    record EnableClient(@TargetAggregateIdentifier String clientId, ReasonCode reasonCode, Authority by) implements ClientCommand {
    }

    /** {@code RevokeAccess} of everything the client holds (C2). */
    record RevokeConnectionsOfClient(@TargetAggregateIdentifier String clientId, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    /** @param confirmedName the client's name, typed by whoever means it (C-2) */
    record RevokeClient(@TargetAggregateIdentifier String clientId, String confirmedName, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    /** @param confirmedName the client's name, typed by whoever means it (C-2); null where the client itself does (RFC 7592 section 2.3) */
    record DeleteClient(@TargetAggregateIdentifier String clientId, @Nullable String confirmedName, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    /**
     * Binds, or changes the binding there is; repeating it changes nothing.
     *
     * @param until         when it is over; null for no end
     * @param afterSecurity whether, as far as others know, access under a binding that is over was ended for security
     */
    record SetBinding(@TargetAggregateIdentifier String clientId, String serverId, SortedSet<String> scopes, @Nullable Instant until,
            boolean afterSecurity, ReasonCode reasonCode, Authority by) implements ClientCommand {
    }

    /**
     * Lets the client in again with the scopes it had: what was authorized before is dead, and access can begin anew.
     *
     * @param afterSecurity whether, as far as others know, the access before was ended for security
     */
    record RenewBinding(@TargetAggregateIdentifier String clientId, String serverId, boolean afterSecurity,
            ReasonCode reasonCode, Authority by) implements ClientCommand {
    }

    record Unbind(@TargetAggregateIdentifier String clientId, String serverId, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    /**
     * Lets a client that registered itself in at a server, because a person said yes to it; repeating it changes nothing.
     *
     * @param projectId of the server
     * @param scopes    all of the server
     * @param as        what it registered; null where it is a client already
     */
    record AdmitClient(@TargetAggregateIdentifier String clientId, String serverId, String projectId, SortedSet<String> scopes,
            @Nullable SelfRegistration as, Authority by) implements ClientCommand {
    }

    /**
     * A person wants a client let in at a server that leaves that to an owner; asking again changes nothing.
     *
     * @param projectId of the server
     * @param as        what it says of itself; null where it is a client already
     */
    record RequestApproval(@TargetAggregateIdentifier String clientId, String serverId, String projectId, @Nullable SelfRegistration as,
            Authority by) implements ClientCommand {
    }

    /** Remembers an owner's no. */
    record RejectApproval(@TargetAggregateIdentifier String clientId, String serverId, ReasonCode reasonCode,
            Authority by) implements ClientCommand {
    }

    /**
     * The client says something else of itself than when it registered (RFC 7592 section 2.2); what was recorded already changes nothing.
     *
     * @param leftToOwners servers it is bound to that leave to an owner which clients they take
     */
    record ReplaceRegistration(@TargetAggregateIdentifier String clientId, SelfRegistration as, Set<String> leftToOwners,
            Authority by) implements ClientCommand {
        ReplaceRegistration at(Set<String> servers) {
            return new ReplaceRegistration(clientId, as, servers, by);
        }
    }

    /** Records what the metadata document says now; what was recorded already changes nothing. */
    record RecordMetadata(@TargetAggregateIdentifier String clientId, SelfRegistration as, Authority by) implements ClientCommand {
    }
}
