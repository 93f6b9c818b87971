package io.countersign.registry.client.registration;

import io.countersign.registry.place.BoundedCollection;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much clients that nobody knows may register, in each replica.
 *
 * @param candidates   kept of each organization at most; the one that would be forgotten first gives way
 * @param address      of one client address; a hosted vendor registers for all its users from one, and every connect of theirs may be a
 *                     registration
 * @param organization of one organization, from all addresses together
 * @param fetches      of metadata documents, and as many of logos, for the members of one organization together
 */
@ConfigurationProperties("countersign.registration")
public record RegistrationProperties(@DefaultValue("10000") int candidates, @DefaultValue Address address,
        @DefaultValue Organization organization, @DefaultValue Fetches fetches) {
    public RegistrationProperties {
        if (candidates < BoundedCollection.FEWEST) {
            throw new IllegalArgumentException("countersign.registration.candidates is less than " + BoundedCollection.FEWEST);
        }
    }

    /**
     * @param atOnce    after a pause
     * @param perMinute from then on
     */
    public record Address(@DefaultValue("120") int atOnce, @DefaultValue("60") int perMinute) {
    }

    /**
     * @param atOnce    after a pause
     * @param perMinute from then on
     */
    public record Organization(@DefaultValue("600") int atOnce, @DefaultValue("300") int perMinute) {
    }

    /**
     * @param atOnce    after a pause
     * @param perMinute from then on
     */
    public record Fetches(@DefaultValue("120") int atOnce, @DefaultValue("60") int perMinute) {
    }
}
