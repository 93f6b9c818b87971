package io.countersign.registry.organization;

import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an organization. */
public sealed interface OrganizationCommand {
    String organizationId();

    /**
     * An organization nobody can open does not come to be.
     *
     * @param keycloakOrganizationId whose members are its people, linked in the same commit; null where that comes later
     * @param roles per user id, granted in the same commit: only an owner who signed in can make another one
     * @param keys  its first management keys, issued in the same commit
     */
    record CreateOrganization(@TargetAggregateIdentifier String organizationId, String slug, String name,
            @Nullable String keycloakOrganizationId, SortedMap<String, SortedSet<String>> roles,
            List<IssueManagementKey> keys) implements OrganizationCommand {
    }

    /** @param keycloakOrganizationId whose members are its people */
    record LinkIdentityProvider(@TargetAggregateIdentifier String organizationId, String keycloakOrganizationId,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    record RenameOrganization(@TargetAggregateIdentifier String organizationId, String name) implements OrganizationCommand {
    }

    /**
     * @param privateUseRedirects whether with redirect URIs of a scheme of the app's own, too
     * @param metadataDocuments   whether clients may be known by the address of their metadata document
     * @param protectedRegistration        whether those that register themselves need an initial access token
     */
    record ChangeClientRegistration(@TargetAggregateIdentifier String organizationId, boolean dynamic,
            boolean privateUseRedirects, boolean metadataDocuments, boolean protectedRegistration) implements OrganizationCommand {
    }

    record IssueInitialAccessToken(@TargetAggregateIdentifier String organizationId,
            InitialAccessToken token) implements OrganizationCommand {
    }

    record RevokeInitialAccessToken(@TargetAggregateIdentifier String organizationId, String tokenId,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    record SuspendOrganization(@TargetAggregateIdentifier String organizationId, ReasonCode reasonCode) implements OrganizationCommand {
    }

    record ResumeOrganization(@TargetAggregateIdentifier String organizationId, ReasonCode reasonCode) implements OrganizationCommand {
    }

    /** @param changes what is not given stays as it is */
    record ChangeSettings(@TargetAggregateIdentifier String organizationId, SettingsChange changes) implements OrganizationCommand {
    }

    /** @param confirm the organization's exact name: this is final */
    record CloseOrganization(@TargetAggregateIdentifier String organizationId, String confirm,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    /** Somebody becomes an owner of an organization that has none. */
    record AppointOwner(@TargetAggregateIdentifier String organizationId, String userId,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    record GrantRole(@TargetAggregateIdentifier String organizationId, String userId, String role,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    record WithdrawRole(@TargetAggregateIdentifier String organizationId, String userId, String role,
            ReasonCode reasonCode) implements OrganizationCommand {
    }

    /** The identity provider lets that user in no more: every role goes. */
    record WithdrawRolesOfLeaver(@TargetAggregateIdentifier String organizationId, String userId) implements OrganizationCommand {
    }
}
