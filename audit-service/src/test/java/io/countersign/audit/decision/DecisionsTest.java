package io.countersign.audit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.countersign.testkit.Parts;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of refusals is bounded for each organization, whoever is refused and however often. */
class DecisionsTest {
    private final VirtualClock clock = VirtualClock.at("2026-11-27T10:00:00Z");

    @Test
    void theNewestTakesTheOldestOnesPlaceAndNoOtherOrganizations() {
        try (var client = MongoClients.create(Parts.mongoUri("decisions"))) {
            var database = client.getDatabase("decisions");
            var decisions = new Decisions(database, clock, 5);
            decisions.keep(denied("org-2", 0));
            for (var n = 1; n <= 8; n++) {
                decisions.keep(denied("org-1", n));
                decisions.keep(denied("org-1", n));
            }

            assertThat(database.getCollection("decisions").countDocuments()).isEqualTo(6);
            assertThat(decisions.ofMember("org-1", "usr-1", null, 100)).extracting(AccessDenied::decisionId).containsExactly("dec-8",
                    "dec-7", "dec-6", "dec-5", "dec-4");
            assertThat(decisions.find("org-1", "dec-3")).isEmpty();
            assertThat(decisions.find("org-2", "dec-0")).isPresent();

            clock.advance(Duration.ofDays(8));
            decisions.forgetOld();
            assertThat(database.getCollection("decisions").countDocuments()).isZero();
        }
    }

    private static AccessDenied denied(String organization, int n) {
        var at = Instant.parse("2026-11-27T10:00:00Z");
        return new AccessDenied("dec-" + n, new Subject(organization, "prj-1", "con-1", "cli-1", "usr-1", "srv-1"), Place.GATEWAY, null,
                "connection_revoked", List.of(), List.of(), at, at, 1, "correlation");
    }
}
