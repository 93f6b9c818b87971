package io.countersign.registry.client.registration;

import io.countersign.web.limit.RateLimits;
import io.countersign.web.limit.AddressPrefix;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How often clients may register themselves and metadata documents are fetched, counted before anything else is done for them. */
@Component
public class RegistrationLimits {
    private static final int MOST = 10_000;

    private final RateLimits addresses;
    private final RateLimits organizations;
    private final RateLimits fetches;
    private final RateLimits logos;

    public RegistrationLimits(RegistrationProperties settings, Clock clock) {
        addresses = new RateLimits(MOST, settings.address().atOnce(), settings.address().perMinute(), clock);
        organizations = new RateLimits(MOST, settings.organization().atOnce(), settings.organization().perMinute(), clock);
        fetches = new RateLimits(MOST, settings.fetches().atOnce(), settings.fetches().perMinute(), clock);
        logos = new RateLimits(MOST, settings.fetches().atOnce(), settings.fetches().perMinute(), clock);
    }

    /** How long the address has to wait; empty when it need not. */
    Optional<Duration> ofAddress(String address) {
        return addresses.take(AddressPrefix.of(address));
    }

    /** How long everybody has to wait who wants to register in the organization; empty when nobody need. */
    Optional<Duration> ofOrganization(String organizationId) {
        return organizations.take(organizationId);
    }

    /** How long members of the organization have to wait who meet clients whose metadata documents are to be fetched; empty when they need not. */
    public Optional<Duration> ofFetches(String organizationId) {
        return fetches.take(organizationId);
    }

    /** The same of logos, which cost the documents nothing. */
    public Optional<Duration> ofLogos(String organizationId) {
        return logos.take(organizationId);
    }
}
