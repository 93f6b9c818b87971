package io.countersign.registry.organization;

import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.contract.OrganizationEvent.IdentityProviderLinked;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenIssued;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenRevoked;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.AppointOwner;
import io.countersign.registry.organization.OrganizationCommand.ChangeClientRegistration;
import io.countersign.registry.organization.OrganizationCommand.ChangeSettings;
import io.countersign.registry.organization.OrganizationCommand.CloseOrganization;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.IssueInitialAccessToken;
import io.countersign.registry.organization.OrganizationCommand.LinkIdentityProvider;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.RevokeInitialAccessToken;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRolesOfLeaver;
import io.countersign.registry.organization.OrganizationState.Existing;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may become of an organization; {@link OrganizationState} says what it is. */
final class OrganizationRules {
    private static final int MOST_INITIAL_ACCESS_TOKENS = 50;

    private OrganizationRules() {
    }

    static List<OrganizationEvent> create(CreateOrganization create) {
        var events = new ArrayList<OrganizationEvent>();
        events.add(new OrganizationCreated(create.organizationId(), create.slug(), create.name()));
        if (create.keycloakOrganizationId() != null) {
            events.add(new IdentityProviderLinked(create.organizationId(), create.keycloakOrganizationId(), ReasonCode.ADMIN));
        }
        create.roles().forEach((user, roles) -> roles
                .forEach(role -> events.add(new RoleGranted(create.organizationId(), user, role, ReasonCode.ADMIN))));
        return List.copyOf(events);
    }

    static List<OrganizationEvent> decide(Existing organization, OrganizationCommand command) {
        return switch (command) {
            case CreateOrganization create -> throw Refused.because(Reason.ALREADY_EXISTS, "This organization exists.");
            case LinkIdentityProvider link -> link.keycloakOrganizationId().equals(organization.keycloakOrganizationId())
                    ? List.of()
                    : List.of(new IdentityProviderLinked(link.organizationId(), link.keycloakOrganizationId(), link.reasonCode()));
            case RenameOrganization rename -> rename.name().equals(organization.name())
                    ? List.of()
                    : List.of(new OrganizationRenamed(rename.organizationId(), rename.name()));
            case ChangeClientRegistration change -> organization.registration().equals(ClientRegistration.of(change))
                    ? List.of()
                    : List.of(new ClientRegistrationPolicyChanged(change.organizationId(), change.dynamic(), change.privateUseRedirects(),
                            change.metadataDocuments(), change.protectedRegistration()));
            case IssueInitialAccessToken issue -> issue(organization, issue.token());
            case RevokeInitialAccessToken revoke -> revoke(organization, revoke);
            case SuspendOrganization suspend ->
                organization.suspended() ? List.of() : List.of(new OrganizationSuspended(suspend.organizationId(), suspend.reasonCode()));
            case ResumeOrganization resume ->
                organization.suspended() ? List.of(new OrganizationResumed(resume.organizationId(), resume.reasonCode())) : List.of();
            case ChangeSettings change -> {
                var settings = change.changes().of(organization.settings());
                yield settings.equals(organization.settings())
                        ? List.of()
                        : List.of(new OrganizationSettingsChanged(change.organizationId(), settings));
            }
            case CloseOrganization close -> close(organization, close);
            case AppointOwner appoint -> appoint(organization, appoint);
            case GrantRole grant -> organization.rolesOf(grant.userId()).contains(grant.role())
                    ? List.of()
                    : List.of(new RoleGranted(grant.organizationId(), grant.userId(), grant.role(), grant.reasonCode()));
            case WithdrawRole withdraw -> organization.rolesOf(withdraw.userId()).contains(withdraw.role())
                    ? List.of(new RoleWithdrawn(withdraw.organizationId(), withdraw.userId(), withdraw.role(), withdraw.reasonCode()))
                    : List.of();
            case WithdrawRolesOfLeaver leaver -> left(organization, leaver.userId());
        };
    }

    private static List<OrganizationEvent> issue(Existing organization, InitialAccessToken token) {
        if (organization.initialAccessTokens().size() >= MOST_INITIAL_ACCESS_TOKENS) {
            throw Refused.because(Reason.TOO_MANY,
                    "An organization has at most " + MOST_INITIAL_ACCESS_TOKENS
                            + " initial access tokens, used ones included: revoke one first.");
        }
        return List.of(new InitialAccessTokenIssued(organization.organizationId(), token.tokenId(), token.hash(), token.uses(),
                token.expiresAt()));
    }

    private static List<OrganizationEvent> revoke(Existing organization, RevokeInitialAccessToken revoke) {
        if (organization.initialAccessTokens().stream().noneMatch(known -> known.tokenId().equals(revoke.tokenId()))) {
            throw Refused.unknown();
        }
        return List.of(new InitialAccessTokenRevoked(organization.organizationId(), revoke.tokenId(), revoke.reasonCode()));
    }

    private static List<OrganizationEvent> close(Existing organization, CloseOrganization close) {
        if (!close.confirm().equals(organization.name())) {
            throw Refused.because(Reason.NAME_MISMATCH, "Closing an organization is final: confirm it with its exact name.");
        }
        return List.of(new OrganizationClosed(close.organizationId(), close.reasonCode()));
    }

    private static List<OrganizationEvent> appoint(Existing organization, AppointOwner appoint) {
        if (organization.isOwner(appoint.userId())) {
            return List.of();
        }
        if (!organization.owners().isEmpty()) {
            throw Refused.because(Reason.HAS_OWNERS, "The organization has owners, who decide for themselves.");
        }
        return List.of(new RoleGranted(appoint.organizationId(), appoint.userId(), "owner", appoint.reasonCode()));
    }

    /** Nothing changes in it but that leavers lose what they hold; what it is linked to counts no more. */
    static List<OrganizationEvent> decideClosed(Existing organization, OrganizationCommand command) {
        return switch (command) {
            case CloseOrganization _,LinkIdentityProvider _ -> List.of();
            case WithdrawRolesOfLeaver leaver -> left(organization, leaver.userId());
            case CreateOrganization _,RenameOrganization _,ChangeSettings _,ChangeClientRegistration _,IssueInitialAccessToken _,RevokeInitialAccessToken _,SuspendOrganization _,ResumeOrganization _,AppointOwner _,GrantRole _,WithdrawRole _ ->
                throw Refused.terminal("The organization is closed for ever.");
        };
    }

    private static List<OrganizationEvent> left(Existing organization, String userId) {
        var events = new ArrayList<OrganizationEvent>();
        organization.rolesOf(userId)
                .forEach(role -> events.add(new RoleWithdrawn(organization.organizationId(), userId, role, ReasonCode.LEAVER)));
        if (organization.owners().equals(Set.of(userId))) {
            events.add(new LastOwnerLost(organization.organizationId(), userId));
        }
        return List.copyOf(events);
    }
}
