package io.countersign.registry.organization;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.contract.OrganizationEvent.IdentityProviderLinked;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenIssued;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenRevoked;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.ChangeClientRegistration;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.IssueInitialAccessToken;
import io.countersign.registry.organization.OrganizationCommand.LinkIdentityProvider;
import io.countersign.registry.organization.OrganizationCommand.RevokeInitialAccessToken;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRolesOfLeaver;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code Absent -> Existing}; an existing organization is suspended (pause) and resumed. */
public sealed interface OrganizationState extends Folded<OrganizationEvent, OrganizationState> {
    int MOST_INITIAL_ACCESS_TOKENS = 50;

    static OrganizationState initial() {
        return new Absent();
    }

    /** There is no such organization. */
    record Absent() implements OrganizationState {
    }

    /**
     * @param keycloakOrganizationId null while none is linked
     * @param roles                  per user id; users without one are absent
     * @param registration           of clients by themselves
     * @param initialAccessTokens            the unrevoked ones, used up and expired ones included
     */
    record Existing(String organizationId, String slug, String name, @Nullable String keycloakOrganizationId, AccessState access,
            TreeMap<String, TreeSet<String>> roles, ClientRegistration registration,
            List<InitialAccessToken> initialAccessTokens) implements OrganizationState {
        public boolean suspended() {
            return access.suspended();
        }

        public String status() {
            return suspended() ? "SUSPENDED" : "ACTIVE";
        }

        public Set<String> rolesOf(String userId) {
            return roles.getOrDefault(userId, new TreeSet<>());
        }

        private Existing with(ClientRegistration changed) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, roles, changed, initialAccessTokens);
        }

        private Existing with(List<InitialAccessToken> changed) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, roles, registration, changed);
        }

        private Existing named(String newName) {
            return new Existing(organizationId, slug, newName, keycloakOrganizationId, access, roles, registration, initialAccessTokens);
        }

        private Existing linked(String keycloak) {
            return new Existing(organizationId, slug, name, keycloak, access, roles, registration, initialAccessTokens);
        }

        public boolean isOwner(String userId) {
            return rolesOf(userId).contains("owner");
        }

        public Set<String> owners() {
            return roles.keySet().stream().filter(this::isOwner).collect(Collectors.toUnmodifiableSet());
        }

        public List<String> projectAdmins(String projectId) {
            return roles.keySet().stream().filter(user -> rolesOf(user).contains("project-admin:" + projectId)).toList();
        }

        private Existing with(AccessState newAccess) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, newAccess, roles, registration, initialAccessTokens);
        }

        private Existing granting(String userId, String role) {
            var changed = new TreeMap<>(roles);
            var held = new TreeSet<>(rolesOf(userId));
            held.add(role);
            changed.put(userId, held);
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, changed, registration, initialAccessTokens);
        }

        private Existing withdrawing(String userId, String role) {
            var changed = new TreeMap<>(roles);
            var held = new TreeSet<>(rolesOf(userId));
            held.remove(role);
            changed.put(userId, held);
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, changed, registration, initialAccessTokens);
        }
    }

    default List<OrganizationEvent> decide(OrganizationCommand command) {
        return switch (this) {
            case Absent absent when command instanceof CreateOrganization create -> create(create);
            case Absent absent -> throw Refused.unknown();
            case Existing existing -> decide(existing, command);
        };
    }

    private static List<OrganizationEvent> create(CreateOrganization create) {
        var events = new ArrayList<OrganizationEvent>();
        events.add(new OrganizationCreated(create.organizationId(), create.slug(), create.name()));
        create.roles().forEach((user, roles) -> roles
                .forEach(role -> events.add(new RoleGranted(create.organizationId(), user, role, ReasonCode.ADMIN))));
        return List.copyOf(events);
    }

    private static List<OrganizationEvent> decide(Existing organization, OrganizationCommand command) {
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

    private static List<OrganizationEvent> left(Existing organization, String userId) {
        var events = new ArrayList<OrganizationEvent>();
        organization.rolesOf(userId)
                .forEach(role -> events.add(new RoleWithdrawn(organization.organizationId(), userId, role, ReasonCode.LEAVER)));
        if (organization.owners().equals(Set.of(userId))) {
            events.add(new LastOwnerLost(organization.organizationId(), userId));
        }
        return List.copyOf(events);
    }

    @Override
    default OrganizationState evolve(OrganizationEvent event, long sequence) {
        return switch (event) {
            case OrganizationCreated e -> new Existing(e.organizationId(), e.slug(), e.name(), null, AccessState.OPEN, new TreeMap<>(),
                    ClientRegistration.CLOSED, List.of());
            case InitialAccessTokenIssued e -> existing()
                    .with(Stream.concat(existing().initialAccessTokens.stream(), Stream.of(InitialAccessToken.of(e))).toList());
            case InitialAccessTokenRevoked e -> existing()
                    .with(existing().initialAccessTokens.stream().filter(known -> !known.tokenId().equals(e.tokenId())).toList());
            case IdentityProviderLinked e -> existing().linked(e.keycloakOrganizationId());
            case OrganizationRenamed e -> existing().named(e.name());
            case ClientRegistrationPolicyChanged e -> existing().with(ClientRegistration.of(e));
            case OrganizationSuspended e -> existing().with(existing().access.pause());
            case OrganizationResumed e -> existing().with(existing().access.resume());
            case LastOwnerLost e -> this;
            case RoleGranted e -> existing().granting(e.userId(), e.role());
            case RoleWithdrawn e -> existing().withdrawing(e.userId(), e.role());
        };
    }

    @Override
    default List<AccessEntry> changedBy(OrganizationEvent event, long sequence) {
        return switch (event) {
            case OrganizationSuspended e -> List.of(entry(sequence));
            case OrganizationResumed e -> List.of(entry(sequence));
            case OrganizationCreated e -> List.of();
            case IdentityProviderLinked e -> List.of();
            case OrganizationRenamed e -> List.of();
            case ClientRegistrationPolicyChanged e -> List.of();
            case InitialAccessTokenIssued e -> List.of();
            case InitialAccessTokenRevoked e -> List.of();
            case LastOwnerLost e -> List.of();
            case RoleGranted e -> List.of();
            case RoleWithdrawn e -> List.of();
        };
    }

    private AccessEntry entry(long sequence) {
        return existing().access.entry(AccessKeys.organization(existing().organizationId()), sequence);
    }

    /** @throws Refused when there is none */
    default Existing existing() {
        return switch (this) {
            case Existing existing -> existing;
            case Absent absent -> throw Refused.unknown();
        };
    }
}
