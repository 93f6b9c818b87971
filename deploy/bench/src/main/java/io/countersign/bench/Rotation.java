package io.countersign.bench;

import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Refresh tokens that are used once each: a caller takes one, redeems it, and puts its successor back. */
final class Rotation {
    private final BlockingQueue<String> tokens;
    private final Function<String, Request> refresh;

    Rotation(Collection<String> tokens, Function<String, Request> refresh) {
        this.tokens = new LinkedBlockingQueue<>(tokens);
        this.refresh = refresh;
    }

    void next() {
        var answer = refresh.apply(tokens.remove()).send();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("A refresh was answered " + answer.statusCode() + ": " + answer.body());
        }
        tokens.add(JsonMapper.shared().readTree(answer.body()).path("refresh_token").asString());
    }
}
