package io.countersign.registry.client.logo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.registry.client.document.Host;
import io.countersign.registry.client.logo.Logos.Logo;
import io.countersign.registry.client.registration.RegistrationLimits;
import io.countersign.registry.client.registration.RegistrationProperties;
import io.countersign.registry.client.registration.RegistrationProperties.Address;
import io.countersign.registry.client.registration.RegistrationProperties.Fetches;
import io.countersign.registry.client.registration.RegistrationProperties.Organization;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.outbound.OutboundFetcher;
import io.countersign.web.outbound.OutboundGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CIMD-30: for how long a logo counts, and who is asked for it how often. */
class LogosTest {
    private static final int SHARE = 5;
    private final VirtualClock clock = VirtualClock.at("2026-11-27T09:00:00Z");
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient mongo = MongoClients.create(server.uri("registry"));
    private final OutboundGuard guard = new OutboundGuard(List.of("127.0.0.0/8"), Set::of, InetAddress::getAllByName);
    private final OutboundFetcher outbound = new OutboundFetcher(guard, DefaultClientTlsStrategy.createDefault(), true);
    private final RegistrationProperties settings = new RegistrationProperties(BoundedCollection.FEWEST, new Address(1, 1),
            new Organization(1, 1),
            new Fetches(SHARE, 1));
    private final Logos logos = new Logos(mongo.getDatabase("registry"), outbound, new RegistrationLimits(settings, clock), clock);
    private final Host host = new Host();
    private final String at = host.at("/logo.png");

    @AfterEach
    void close() throws IOException {
        host.close();
        outbound.close();
        guard.close();
        mongo.close();
        server.close();
    }

    /** Its digest. */
    private Optional<String> current() {
        return logos.current("org-1", at).map(Logo::digest);
    }

    private void publishes(int width) {
        host.answers(200, "image/png", "max-age=3600", Pictures.of("png", width, 10));
    }

    @Test
    void itIsAskedForOncePerAddressAndKeptAsLongAsItsHeadersSay() {
        publishes(10);
        var first = current().orElseThrow();
        publishes(20);
        assertThat(current()).contains(first);
        assertThat(host.asked()).isEqualTo(1);

        clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(current()).isPresent().get().isNotEqualTo(first);
        assertThat(host.asked()).isEqualTo(2);
    }

    @Test
    void whoeverIsNoPersonInFrontOfThePageMakesUsAskNobody() {
        publishes(10);
        assertThat(logos.known("org-1", at)).isEmpty();
        assertThat(host.asked()).isZero();
        current();
        assertThat(logos.known("org-1", at)).isPresent();
        assertThat(logos.known("org-2", at)).isEmpty();
    }

    @Test
    void thatThereIsNoneIsRememberedForAWhile() {
        host.answers(404, "text/plain", "", "nothing");
        assertThat(current()).isEmpty();
        publishes(10);
        assertThat(current()).isEmpty();
        assertThat(host.asked()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(11));
        assertThat(current()).isPresent();
    }

    @Test
    void aHostThatFailsLaterDoesNotTakeTheLogoAwayAtOnce() {
        publishes(10);
        var logo = current();
        host.answers(503, "text/plain", "", "later");
        clock.advance(Duration.ofHours(2));
        assertThat(current()).isEqualTo(logo);
        clock.advance(Duration.ofHours(24));
        assertThat(current()).isEmpty();
    }

    @Test
    void aRedirectAndWhatIsTooLargeAreNoLogo() {
        host.answers(302, "text/plain", "", "elsewhere");
        assertThat(current()).isEmpty();
        host.answers(200, "image/png", "", new byte[256 * 1024 + 1]);
        assertThat(logos.current("org-1", host.at("/large.png"))).isEmpty();
        assertThat(host.asked()).isEqualTo(2);
    }

    /** The members of an organization together have their share of what we ask of others. */
    @Test
    void anOrganizationMakesUsAskSoOftenAndNoMore() {
        publishes(10);
        for (var n = 0; n < SHARE + 3; n++) {
            logos.current("org-1", host.at("/" + n));
        }
        assertThat(host.asked()).isEqualTo(SHARE);
        assertThat(logos.current("org-2", at)).isPresent();
    }
}
