package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.contract.ConnectionEvent.SubjectType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one connection shows of itself: names, flags (ideas 8 and 9) and its timeline (EL-06, EL-37, EL-38). */
class ConnectionRowTest extends ConnectionQuestions {
    private static final Duration DORMANT = Duration.ofDays(GeneratedConnections.FLAGS.dormantDays());

    /** EL-06, EL-38: one who is not listed is shown by the id. */
    @Test
    void eachRowSaysWhoItIsAndHowItIsCalled() {
        var rows = pages(callers().getFirst().passport(), LIST + "?includePast=true", 200).stream()
                .collect(Collectors.toMap(row -> row.path("id").asString(), row -> row));
        for (var one : generated.all.stream().filter(callers().getFirst().sees()).toList()) {
            var row = Objects.requireNonNull(rows.get(one.id()));
            var person = generated.people.stream().filter(each -> each.userId().equals(one.subject())).findAny();
            assertThat(row.path("name").asString()).isEqualTo(ExpectedConnections.connectionName(one));
            assertThat(row.path("status").asString()).isEqualTo(expected().status(one));
            assertThat(row.path("server").path("name").asString()).isEqualTo(one.server().name());
            assertThat(row.path("subject").path("email").asString("")).isEqualTo(person.map(each -> each.email()).orElse(""));
            if (one.revokedAt() != null || !one.client().revoked()) {
                assertThat(row.path("visibleUntil").asString(""))
                        .isEqualTo(expected().visibleUntil(one).map(Instant::toString).orElse(""));
            }
            assertThat(row.path("lastTool").asString("none")).isEqualTo(one.calledAt() == null ? "none" : one.tool());
            assertThat(row.path("calls").asInt()).isEqualTo(one.calledAt() == null ? 0 : 1);
            assertThat(row.path("scopesUsed").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(one.calledAt() == null ? List.of() : List.of("read"));
            assertThat(row.path("subject").path("left").asBoolean()).isEqualTo(one.type() == SubjectType.MEMBER && person.isEmpty());
        }
    }

    /** Ideas 8 and 9: the list, the facet, the row and its details say the same, and there is one of each. */
    @Test
    void everyFlagIsWhatItsRuleSaysWhereverItIsShown() {
        for (var flag : FLAGS) {
            for (var caller : callers()) {
                assertThat(walk(caller.passport(), LIST + "?flag=" + flag, 150)).as(flag)
                        .isEqualTo(ids(expected().list(caller.sees(), Map.of("flag", flag), "authorizedAt", true)));
            }
            var flagged = expected().list(callers().getFirst().sees(), Map.of("flag", flag), "authorizedAt", true);
            assertThat(flagged).as(flag).isNotEmpty();
            assertThat(flags(service.get(callers().getFirst().passport(), LIST + "/" + flagged.getFirst().id()).body()))
                    .isEqualTo(expected().flags(flagged.getFirst()));
        }
        var rows = pages(callers().getFirst().passport(), LIST + "?includePast=true", 200).stream()
                .collect(Collectors.toMap(row -> row.path("id").asString(), ConnectionRowTest::flags));
        generated.all.stream().filter(callers().getFirst().sees())
                .forEach(one -> assertThat(rows.get(one.id())).as(one.id()).isEqualTo(expected().flags(one)));
    }

    /** No flag is stored: it is there from its instant on, and nobody has to look for it before. */
    @Test
    void aConnectionIsDormantFromTheDayOnThatItsOrganizationSays() {
        var owner = callers().getFirst().passport();
        var now = service.clock.instant();
        var next = generated.all.stream().filter(callers().getFirst().sees()).filter(one -> expected().status(one).equals("ACTIVE"))
                .filter(one -> ExpectedConnections.quietSince(one).plus(DORMANT).isAfter(now))
                .min(Comparator.comparing(ExpectedConnections::quietSince)).orElseThrow();
        service.clock.advance(Duration.between(now, ExpectedConnections.quietSince(next).plus(DORMANT)).minusMillis(1));

        assertThat(walk(owner, LIST + "?flag=DORMANT", 200)).doesNotContain(next.id());
        service.clock.advance(Duration.ofMillis(1));
        assertThat(walk(owner, LIST + "?flag=DORMANT", 200)).contains(next.id());
    }

    private static List<String> flags(JsonNode row) {
        return row.path("flags").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void theTimelineTellsTheConnectionsOwnFactsInOrder() {
        var one = generated.all.stream().filter(callers().getFirst().sees()).max(Comparator.comparingInt(each -> each.events().size()))
                .orElseThrow();

        var facts = pages(callers().getFirst().passport(), LIST + "/" + one.id() + "/timeline", 2);

        assertThat(facts.stream().map(fact -> fact.path("sequence").asInt()).toList()).isSorted().startsWith(0, 1).doesNotHaveDuplicates();
        assertThat(facts.getFirst().path("what").asString()).isEqualTo("AUTHORIZED");
        assertThat(facts.getFirst().path("actor").path("id").asString()).isEqualTo("key-1");
        assertThat(facts).hasSizeGreaterThanOrEqualTo(one.events().size());
    }
}
