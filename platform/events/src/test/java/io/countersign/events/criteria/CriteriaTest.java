package io.countersign.events.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.sample.EmptyDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CriteriaTest {
    private static final List<String> WORDS = List.of("lamp", "Lamp.a", "la", "ALIGHT", "x.*");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();
    private final Random random = new Random(20261121);

    enum Kind {
        lamp, ALIGHT
    }

    record Place(@Nullable String room) {
    }

    record Lamp(@Nullable String name, Kind kind, long watts, @Nullable Instant lit, @Nullable Place place,
            List<Place> earlier) {
        Document stored(int id) {
            return new Document("_id", id).append("row", new Document("name", name).append("kind", kind.name()).append("watts", watts)
                    .append("lit", lit == null ? null : Date.from(lit))
                    .append("place", place == null ? null : new Document("room", place.room()))
                    .append("earlier", earlier.stream().map(each -> new Document("room", each.room())).toList()));
        }
    }

    @Test
    void theStoreAnswersAsEachRecordDoesItself() {
        var lamps = IntStream.range(0, 40).mapToObj(_ -> lamp()).toList();
        var stored = DATABASE.get().getCollection("lamps");
        stored.insertMany(IntStream.range(0, lamps.size()).mapToObj(id -> lamps.get(id).stored(id)).toList());
        var met = 0;
        for (var n = 0; n < 300; n++) {
            var criteria = criteria(3);
            var found = stored.find(new MongoCriteria("row.", Date::from).filter(criteria)).map(each -> each.getInteger("_id"))
                    .into(new ArrayList<>());
            assertThat(found).as(criteria.toString()).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, lamps.size()).filter(id -> criteria.matches(lamps.get(id))).boxed().toList());
            met += found.size();
        }
        assertThat(met).as("questions that something meets").isBetween(300, 300 * 39);
    }

    @Test
    void aFieldThatIsNotThereIsRefusedInsteadOfMetByNothing() {
        var misspelled = Criteria.or(Criteria.equal("name", "lamp"), Criteria.and(Criteria.equal("earlier.rom", "x")));
        assertThatThrownBy(() -> misspelled.requireKnown(Lamp.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rom");
    }

    private Lamp lamp() {
        var unplaced = random.nextInt(4) == 0;
        return new Lamp(nullable(word()), random.nextBoolean() ? Kind.lamp : Kind.ALIGHT, random.nextInt(5),
                random.nextInt(4) == 0 ? null : NOON.plusSeconds(random.nextInt(5)), unplaced ? null : new Place(nullable(word())),
                IntStream.range(0, random.nextInt(3)).mapToObj(_ -> new Place(word())).toList());
    }

    private Criteria criteria(int depth) {
        var parts = depth == 0 ? List.<Criteria>of() : IntStream.range(0, random.nextInt(3)).mapToObj(_ -> criteria(depth - 1)).toList();
        var field = List.of("name", "kind", "place.room", "earlier.room").get(random.nextInt(4));
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> Criteria.equal(field, word());
            case 1 -> Criteria.in(field, random.nextInt(4) == 0 ? Set.of() : Set.of(word(), word() + "!"));
            case 2 -> Criteria.atMost("watts", random.nextInt(5));
            case 3 -> Criteria.above("watts", random.nextInt(5));
            case 4 -> Criteria.between("lit", time(), time());
            case 5 -> new Criteria.Text(field, word());
            case 6 -> new Criteria.And(parts);
            default -> new Criteria.Or(parts);
        };
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private @Nullable String nullable(String word) {
        return random.nextInt(5) == 0 ? null : word;
    }

    private @Nullable Instant time() {
        return random.nextInt(3) == 0 ? null : NOON.plusSeconds(random.nextInt(5));
    }
}
