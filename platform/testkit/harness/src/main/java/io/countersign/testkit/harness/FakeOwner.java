package io.countersign.testkit.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.countersign.access.AccessEntry;
import io.countersign.web.owner.AccessOwner;
import io.countersign.web.owner.AccessQuestion;
import io.countersign.web.owner.OwnedKeys;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An owner of keys for tests of whoever asks one: answers {@code POST /internal/access} by the code that real owners answer by, and what a
 * test did not make known is unknown. {@link OwnerAnswerContract} holds it to the same as them.
 */
public final class FakeOwner implements AccessOwner, HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<String> kinds;
    private final Function<String, @Nullable AccessEntry> model;
    private final Map<String, AccessEntry> said = new ConcurrentHashMap<>();
    private final OwnedKeys keys = new OwnedKeys(() -> Stream.of(this));

    /** @param model what is known without having been said; null for what is not */
    public FakeOwner(Set<String> kinds, Function<String, @Nullable AccessEntry> model) {
        this.kinds = Set.copyOf(kinds);
        this.model = model;
    }

    /** An owner who knows only what is said. */
    public static FakeOwner of(String... kinds) {
        return new FakeOwner(Set.of(kinds), key -> null);
    }

    /** From now on these exist, at these epochs, and are open. Keys of others are passed over. */
    public void knows(Map<String, Long> epochs) {
        epochs.forEach((key, epoch) -> says(new AccessEntry(key, epoch, false, false, epoch)));
    }

    /** From now on its key stands like this. Keys of others are passed over. */
    public void says(AccessEntry entry) {
        if (kinds.contains(entry.key().substring(0, entry.key().indexOf(':')))) {
            said.put(entry.key(), entry);
        }
    }

    /** From now on these do not exist, unless the model knows them. */
    public void forgets(Collection<String> forgotten) {
        said.keySet().removeAll(forgotten);
    }

    /** Whatever was said is forgotten. */
    public void clear() {
        said.clear();
    }

    @Override
    public Set<String> kinds() {
        return kinds;
    }

    @Override
    public Optional<AccessEntry> find(String key) {
        return Stream.of(Optional.ofNullable(said.get(key)), Optional.ofNullable(model.apply(key))).flatMap(Optional::stream)
                .reduce((one, other) -> one.version() >= other.version() ? one : other);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(exchange, exchange.getRequestBody().readAllBytes());
    }

    /** For a server that has read the request's body already. */
    public void answer(HttpExchange exchange, byte[] body) throws IOException {
        try {
            var question = JSON.readValue(body, AccessQuestion.class);
            if (question.keys().size() > AccessQuestion.MAX) {
                send(exchange, 422, Map.of("code", "validation_failed"));
            } else {
                send(exchange, 200, keys.answer(question.keys()));
            }
        } catch (JacksonException unreadable) {
            send(exchange, 400, Map.of("code", "malformed"));
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        var bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
