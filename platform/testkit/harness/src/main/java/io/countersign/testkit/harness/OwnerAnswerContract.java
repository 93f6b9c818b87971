package io.countersign.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.owner.AccessQuestion;
import io.countersign.testkit.harness.RunningService.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an owner's answer to {@code POST /internal/access} holds to, whoever the owner is, a fake among them. Its reader fails closed, so an
 * owner that kept a key to itself would refuse everybody; one that called it open would let everybody in.
 */
public abstract class OwnerAnswerContract {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Posts a body to {@code /internal/access} in the name of a service. */
    protected abstract Answer post(String body);

    /** A key of each kind that this owner has, of things that exist and are open. */
    protected abstract List<String> open();

    /** A key that was suspended, ended or cut. */
    protected abstract String closed();

    /** A key of each kind that this owner has, of things that never were, or with too many or too few ids. */
    protected abstract List<String> unknown();

    /** A key of somebody else. */
    protected abstract String foreign();

    @Test
    void anOpenKeyIsToldWithItsCompleteEntry() {
        for (var key : open()) {
            var entry = known(ask(List.of(key)), key);

            assertThat(entry.propertyNames()).containsExactlyInAnyOrder("key", "epoch", "suspended", "ended", "version");
            assertThat(entry.path("suspended").asBoolean() || entry.path("ended").asBoolean()).as(key).isFalse();
        }
    }

    @Test
    void aClosedKeyIsToldAsItStands() {
        var entry = known(ask(List.of(closed())), closed());

        assertThat(entry.path("suspended").asBoolean() || entry.path("ended").asBoolean() || entry.path("epoch").asLong() > 0).isTrue();
    }

    /** Absent is never open: whoever asks need not guess what silence means. */
    @Test
    void whatNeverWasIsUnknown() {
        for (var key : unknown()) {
            assertThat(texts(ask(List.of(key)).path("unknown"))).containsExactly(key);
        }
    }

    @Test
    void whatIsNotItsOwnIsUnknownToAnOwner() {
        for (var key : List.of(foreign(), "planet:mars", "no key", "")) {
            assertThat(texts(ask(List.of(key)).path("unknown"))).containsExactly(key);
        }
    }

    @Test
    void everyAskedKeyIsAnsweredExactlyOnce() {
        var keys = Stream.of(open(), List.of(closed()), unknown(), List.of(foreign(), "no key")).flatMap(List::stream).distinct().toList();
        var twice = Stream.concat(keys.stream(), keys.stream()).limit(AccessQuestion.MAX).toList();

        var answer = ask(twice);

        var told = new ArrayList<>(texts(answer.path("unknown")));
        answer.path("known").forEach(entry -> told.add(entry.path("key").asString()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(ask(List.of()).path("known").size() + ask(List.of()).path("unknown").size()).isZero();
    }

    @Test
    void moreThanItAnswersAtATimeAndWhatIsNoQuestionAreRefused() {
        var many = IntStream.rangeClosed(0, AccessQuestion.MAX).mapToObj(n -> foreign() + n).toList();

        assertThat(post(question(many)).status()).isEqualTo(422);
        for (var body : List.of("{}", "[]", "{\"keys\":null}", "{\"keys\":[null]}", "{")) {
            assertThat(post(body).status()).as(body).isEqualTo(400);
        }
    }

    private JsonNode ask(List<String> keys) {
        var answer = post(question(keys));
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("known", "unknown");
        return answer.body();
    }

    private static String question(List<String> keys) {
        return JSON.writeValueAsString(new AccessQuestion(keys));
    }

    private static JsonNode known(JsonNode answer, String key) {
        assertThat(answer.path("known").size()).as("%s is known", key).isEqualTo(1);
        assertThat(answer.at("/known/0/key").asString()).isEqualTo(key);
        return answer.at("/known/0");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
