package io.countersign.registry.client.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.registry.client.NewSecret;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.contract.SelfDescription;
import io.countersign.registry.client.registration.RegistrationProperties.Address;
import io.countersign.registry.client.registration.RegistrationProperties.Fetches;
import io.countersign.registry.client.registration.RegistrationProperties.Organization;
import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Architecture section 4: an unauthenticated registration is forgotten after a day, and however many there are, they fill no disk. */
class CandidatesTest {
    private static final int PLACES = 8;
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient mongo = MongoClients.create(server.uri("registry"));
    private final Candidates candidates = new Candidates(mongo.getDatabase("registry"),
            new RegistrationProperties(PLACES, new Address(1, 1), new Organization(1, 1), new Fetches(1, 1)), clock);

    @AfterEach
    void close() {
        mongo.close();
        server.close();
    }

    private Candidate candidate(String id, String organization) {
        return new Candidate(id, organization, new SelfRegistration("Site", "client_secret_basic", List.of("authorization_code"),
                List.of("https://app.example/callback"), new NewSecret("sec-1", "ab12", "wxyz", null), SelfDescription.NONE, null),
                clock.instant());
    }

    private long kept() {
        return mongo.getDatabase("registry").getCollection("client-candidates").countDocuments();
    }

    @Test
    void aCandidateIsKnownForADayAndNotAMomentLonger() {
        var site = candidate("cli-1", "org-1");
        candidates.keep(site);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(candidates.find("cli-1")).contains(site);
        clock.advance(Duration.ofMillis(1));
        assertThat(candidates.find("cli-1")).isEmpty();
        clock.advance(Duration.ofMillis(1));
        candidates.forget();
        assertThat(kept()).isZero();
    }

    @Test
    void whoBecameAClientIsACandidateNoMore() {
        candidates.keep(candidate("cli-1", "org-1"));
        assertThat(candidates.take("cli-1")).isPresent();
        assertThat(candidates.find("cli-1")).isEmpty();
    }

    @Test
    void anOrganizationKeepsSoManyAndTheNewestIsAlwaysAmongThem() {
        candidates.keep(candidate("cli-other", "org-2"));
        for (var n = 0; n < 5 * PLACES; n++) {
            clock.advance(Duration.ofSeconds(1));
            candidates.keep(candidate("cli-" + n, "org-1"));
            assertThat(candidates.find("cli-" + n)).isPresent();
        }
        assertThat(kept()).isLessThanOrEqualTo(PLACES + 1);
        assertThat(candidates.find("cli-other")).isPresent();
    }
}
