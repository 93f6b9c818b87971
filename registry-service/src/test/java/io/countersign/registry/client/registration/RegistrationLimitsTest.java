package io.countersign.registry.client.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.client.registration.RegistrationProperties.Address;
import io.countersign.registry.client.registration.RegistrationProperties.Fetches;
import io.countersign.registry.client.registration.RegistrationProperties.Organization;
import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Anonymous callers are counted; a hosted vendor behind one address has room (lion-reader#974). */
class RegistrationLimitsTest {
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RegistrationLimits limits = new RegistrationLimits(
            new RegistrationProperties(100, new Address(3, 60), new Organization(5, 60), new Fetches(5, 60)), clock);

    private int admitted(String address, int times) {
        var admitted = 0;
        for (var n = 0; n < times; n++) {
            admitted += limits.ofAddress(address).isEmpty() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void anAddressThatHasHadItsShareWaitsForTheNext() {
        assertThat(admitted("198.51.100.7", 10)).isEqualTo(3);
        assertThat(limits.ofAddress("198.51.100.7")).hasValueSatisfying(
                wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(admitted("198.51.100.8", 1)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(admitted("198.51.100.7", 10)).isEqualTo(2);
    }

    /** RFC 6177: a subscriber has all addresses that begin with the same 64 bits. */
    @Test
    void aSubscribersIpv6AddressesAreOne() {
        assertThat(admitted("2001:db8:0:1::1", 2) + admitted("2001:db8:0:1:ffff::2", 2)).isEqualTo(3);
        assertThat(admitted("2001:db8:0:2::1", 1)).isEqualTo(1);
    }

    @Test
    void anOrganizationHasAShareWhateverTheAddresses() {
        for (var n = 0; n < 5; n++) {
            assertThat(limits.ofOrganization("org-1")).isEmpty();
        }
        assertThat(limits.ofOrganization("org-1")).isPresent();
        assertThat(limits.ofOrganization("org-2")).isEmpty();
    }
}
