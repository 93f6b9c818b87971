package io.countersign.web.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.denial.AccessDenied.Condition;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import io.countersign.web.owner.MapTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** C28, idea 16: a refusal of somebody known has an id, and somebody who is refused on and on grows nothing. */
class DenialsTest {
    private final MapTable table = new MapTable();
    private final List<AccessDenied> told = new ArrayList<>();
    private final VirtualClock clock = VirtualClock.at("2026-11-27T10:00:00Z");
    private final Denials denials = new Denials(table, told::add, clock);

    private String refused(String connection, String code) {
        return denials.denied(subject("org-1", connection), refusal(code, null)).orElseThrow();
    }

    private static Subject subject(String organization, String connection) {
        return new Subject(organization, "prj-1", connection, "cli-1", "usr-1", "srv-1");
    }

    private static Denials.Refusal refusal(String code, @Nullable AccessEntry inTheWay) {
        return new Denials.Refusal(Place.GATEWAY, null, code, Map.of("connection:con-1", 0L, "client:cli-1", 3L), inTheWay, List.of(),
                "correlation");
    }

    @Test
    void refusalsOfOneConnectionForOneReasonWithinAMinuteAreOneFactAndItsTotal() {
        var first = refused("con-1", "connection_revoked");
        for (var i = 0; i < 99; i++) {
            clock.advance(Duration.ofMillis(500));
            assertThat(refused("con-1", "connection_revoked")).isEqualTo(first);
        }
        assertThat(told).singleElement().satisfies(fact -> assertThat(fact.times()).isEqualTo(1));

        clock.advance(Duration.ofMinutes(1));
        assertThat(refused("con-1", "connection_revoked")).as("a new minute").isNotEqualTo(first);

        assertThat(told).hasSize(3).anySatisfy(fact -> {
            assertThat(fact.decisionId()).isEqualTo(first);
            assertThat(fact.times()).isEqualTo(100);
            assertThat(fact.lastAt()).isAfter(fact.firstAt());
        });
    }

    @Test
    void anotherReasonAndAnotherConnectionAreOtherDecisions() {
        assertThat(
                List.of(refused("con-1", "connection_revoked"), refused("con-1", "client_disabled"), refused("con-2", "client_disabled")))
                .doesNotHaveDuplicates();
        assertThat(told).hasSize(3);
    }

    @Test
    void anOrganizationBeginsSoManyAMinuteAndTakesNothingFromAnother() {
        var given = IntStream.range(0, 5_000)
                .filter(i -> denials.denied(subject("org-1", "con-" + i), refusal("client_revoked", null)).isPresent()).count();

        assertThat(given).isEqualTo(600);
        assertThat(told).hasSize(600);
        assertThat(denials.denied(subject("org-2", "con-1"), refusal("client_revoked", null))).isPresent();
        clock.advance(Duration.ofMinutes(2));
        assertThat(denials.denied(subject("org-1", "con-9999"), refusal("client_revoked", null))).isPresent();
    }

    @Test
    void itSaysWhatEverythingTheAccessRestedOnWasAndTheOwnersWordBeforeTheFeeds() {
        table.entries.put("client:cli-1", new AccessEntry("client:cli-1", 2, false, false, 2));
        var owners = new AccessEntry("connection:con-1", 0, false, true, 7);

        denials.denied(subject("org-1", "con-1"), refusal("connection_revoked", owners));

        assertThat(told).singleElement().satisfies(fact -> assertThat(fact.conditions()).containsExactly(
                new Condition("client:cli-1", 3, table.get("client:cli-1")), new Condition("connection:con-1", 0, owners)));
    }

    @Test
    void whatIsUnderWayAtTheEndIsTold() {
        refused("con-1", "connection_revoked");
        refused("con-1", "connection_revoked");
        denials.close();
        assertThat(told).extracting(AccessDenied::times).containsExactly(1L, 2L);
    }
}
