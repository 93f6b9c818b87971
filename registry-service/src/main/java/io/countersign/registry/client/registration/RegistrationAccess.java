package io.countersign.registry.client.registration;

import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.organization.Organizations;
import io.countersign.web.problem.Problem;
import org.springframework.stereotype.Component;

/** Where everybody comes who registers, or manages a registration: counted before anything else is done for them. */
@Component
class RegistrationAccess {
    private final Organizations organizations;
    private final RegistrationLimits limits;

    RegistrationAccess(Organizations organizations, RegistrationLimits limits) {
        this.organizations = organizations;
        this.limits = limits;
    }

    /**
     * @param address of whoever asks, in its literal form
     * @return the organization that is meant
     * @throws RegistrationRefused when there were too many
     */
    OrganizationState.Existing enter(String slug, String address) {
        limits.ofAddress(address).ifPresent(wait -> {
            throw RegistrationRefused.tooMany(wait);
        });
        var organization = organizations.find(slug).map(Loaded::state).filter(found -> found.slug().equals(slug))
                .orElseThrow(Problem::notFound);
        limits.ofOrganization(organization.organizationId()).ifPresent(wait -> {
            throw RegistrationRefused.tooMany(wait);
        });
        return organization;
    }

    /** @throws RegistrationRefused where no owner opened the organization to clients that register themselves */
    static OrganizationState.Existing open(OrganizationState.Existing organization) {
        if (!organization.registration().dynamic() || !organization.open()) {
            throw RegistrationRefused.closed();
        }
        return organization;
    }
}
