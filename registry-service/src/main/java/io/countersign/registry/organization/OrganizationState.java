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
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.refusal.Refused;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code Absent -> Existing}; an existing organization is suspended (pause) and resumed, and closed (end), which is final. */
public sealed interface OrganizationState extends EventSourcedState<OrganizationEvent, OrganizationState> {
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
     * @param settings               for all of it
     */
    record Existing(String organizationId, String slug, String name, @Nullable String keycloakOrganizationId, AccessState access,
            TreeMap<String, TreeSet<String>> roles, ClientRegistration registration,
            List<InitialAccessToken> initialAccessTokens, OrganizationSettings settings) implements OrganizationState {
        public boolean suspended() {
            return access.suspended();
        }

        public boolean closed() {
            return access.ended();
        }

        /** Whether anything of it may have access now. */
        public boolean open() {
            return !suspended() && !closed();
        }

        public String status() {
            return closed() ? "CLOSED" : suspended() ? "SUSPENDED" : "ACTIVE";
        }

        public Set<String> rolesOf(String userId) {
            return roles.getOrDefault(userId, new TreeSet<>());
        }

        private Existing with(ClientRegistration changed) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, roles, changed, initialAccessTokens, settings);
        }

        private Existing with(List<InitialAccessToken> changed) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, roles, registration, changed, settings);
        }

        private Existing with(OrganizationSettings changed) {
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, roles, registration, initialAccessTokens,
                    changed);
        }

        private Existing named(String newName) {
            return new Existing(organizationId, slug, newName, keycloakOrganizationId, access, roles, registration, initialAccessTokens,
                    settings);
        }

        private Existing linked(String keycloak) {
            return new Existing(organizationId, slug, name, keycloak, access, roles, registration, initialAccessTokens, settings);
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
            return new Existing(organizationId, slug, name, keycloakOrganizationId, newAccess, roles, registration, initialAccessTokens,
                    settings);
        }

        private Existing granting(String userId, String role) {
            var changed = new TreeMap<>(roles);
            var held = new TreeSet<>(rolesOf(userId));
            held.add(role);
            changed.put(userId, held);
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, changed, registration, initialAccessTokens,
                    settings);
        }

        private Existing withdrawing(String userId, String role) {
            var changed = new TreeMap<>(roles);
            var held = new TreeSet<>(rolesOf(userId));
            held.remove(role);
            changed.put(userId, held);
            return new Existing(organizationId, slug, name, keycloakOrganizationId, access, changed, registration, initialAccessTokens,
                    settings);
        }
    }

    default List<OrganizationEvent> decide(OrganizationCommand command) {
        return switch (this) {
            case Absent _ when command instanceof CreateOrganization create -> OrganizationRules.create(create);
            case Absent _ -> throw Refused.unknown();
            case Existing existing when existing.closed() -> OrganizationRules.decideClosed(existing, command);
            case Existing existing -> OrganizationRules.decide(existing, command);
        };
    }

    @Override
    default OrganizationState evolve(OrganizationEvent event, long sequence) {
        return switch (event) {
            case OrganizationCreated e -> new Existing(e.organizationId(), e.slug(), e.name(), null, AccessState.OPEN, new TreeMap<>(),
                    ClientRegistration.CLOSED, List.of(), OrganizationSettings.DEFAULT);
            case InitialAccessTokenIssued e -> existing()
                    .with(Stream.concat(existing().initialAccessTokens.stream(), Stream.of(InitialAccessToken.of(e))).toList());
            case InitialAccessTokenRevoked e -> existing()
                    .with(existing().initialAccessTokens.stream().filter(known -> !known.tokenId().equals(e.tokenId())).toList());
            case IdentityProviderLinked e -> existing().linked(e.keycloakOrganizationId());
            case OrganizationRenamed e -> existing().named(e.name());
            case ClientRegistrationPolicyChanged e -> existing().with(ClientRegistration.of(e));
            case OrganizationSuspended e -> existing().with(existing().access.pause());
            case OrganizationResumed e -> existing().with(existing().access.resume());
            case OrganizationSettingsChanged e -> existing().with(e.settings());
            case OrganizationClosed e -> existing().with(existing().access.end());
            case LastOwnerLost e -> this;
            case RoleGranted e -> existing().granting(e.userId(), e.role());
            case RoleWithdrawn e -> existing().withdrawing(e.userId(), e.role());
        };
    }

    @Override
    default List<AccessEntry> accessEntries(OrganizationEvent event, long sequence) {
        return switch (event) {
            case OrganizationSuspended e -> List.of(entry(sequence));
            case OrganizationResumed e -> List.of(entry(sequence));
            case OrganizationClosed e -> List.of(entry(sequence));
            case OrganizationCreated e -> List.of();
            case IdentityProviderLinked e -> List.of();
            case OrganizationRenamed e -> List.of();
            case OrganizationSettingsChanged e -> List.of();
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
