package io.countersign.registry.client.registration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much clients that nobody knows may register, in each replica.
 *
 * @param candidates   kept of each organization at most; the one that would be forgotten first gives way
 * @param address      of one client address; a hosted vendor registers for all its users from one, and every connect of theirs may be a
 *                     registration
 * @param organization of one organization, from all addresses together
 */
@ConfigurationProperties("countersign.registration")
record RegistrationProperties(@DefaultValue("10000") int candidates, @DefaultValue Address address,
        @DefaultValue Organization organization) {
    private static final int FEWEST = 8;

    RegistrationProperties {
        if (candidates < FEWEST) {
            throw new IllegalArgumentException("countersign.registration.candidates is less than " + FEWEST);
        }
    }

    /**
     * @param atOnce    after a pause
     * @param perMinute from then on
     */
    record Address(@DefaultValue("120") int atOnce, @DefaultValue("60") int perMinute) {
    }

    /**
     * @param atOnce    after a pause
     * @param perMinute from then on
     */
    record Organization(@DefaultValue("600") int atOnce, @DefaultValue("300") int perMinute) {
    }
}
