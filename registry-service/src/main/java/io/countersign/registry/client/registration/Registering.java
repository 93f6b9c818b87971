package io.countersign.registry.client.registration;

import io.countersign.events.command.Ids;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.ShownSecrets;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Registers clients that nobody knows as candidates, where an owner opened the organization to them. */
@Component
class Registering {
    private final Organizations organizations;
    private final RegistrationLimits limits;
    private final Candidates candidates;
    private final ShownSecrets secrets;
    private final Ids ids;
    private final Clock clock;

    Registering(Organizations organizations, RegistrationLimits limits, Candidates candidates, ShownSecrets secrets, Ids ids,
            Clock clock) {
        this.organizations = organizations;
        this.limits = limits;
        this.candidates = candidates;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param secret shown once; null where the client keeps none */
    record Registered(Candidate candidate, @Nullable OneTimeSecret secret) {
    }

    /**
     * @param address of whoever asks, in its literal form
     * @throws RegistrationRefused when the client is not registered
     */
    Registered register(String slug, String address, byte[] body) {
        limits.ofAddress(address).ifPresent(wait -> {
            throw RegistrationRefused.tooMany(wait);
        });
        var organization = organizations.find(slug).map(Loaded::state).filter(found -> found.slug().equals(slug))
                .orElseThrow(Problem::notFound);
        limits.ofOrganization(organization.organizationId()).ifPresent(wait -> {
            throw RegistrationRefused.tooMany(wait);
        });
        return register(open(organization), RegistrationRequest.read(body, organization.registration().privateUseRedirects()));
    }

    private static OrganizationState.Existing open(OrganizationState.Existing organization) {
        if (!organization.registration().dynamic() || organization.suspended()) {
            throw RegistrationRefused.closed();
        }
        return organization;
    }

    /** Without a name it is called by its id, which nobody can take for somebody else's. */
    private Registered register(OrganizationState.Existing organization, RegistrationRequest said) {
        var id = ids.next("cli");
        var secret = secrets.forMethod(said.authenticationMethod()).orElse(null);
        var candidate = new Candidate(id, organization.organizationId(), new SelfRegistration(said.name().orElse(id),
                said.authenticationMethod(), said.grantTypes(), said.redirectUris(), secret == null ? null : secret.kept()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        candidates.keep(candidate);
        return new Registered(candidate, secret == null ? null : secret.value());
    }
}
