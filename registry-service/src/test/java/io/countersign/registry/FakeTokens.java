package io.countersign.registry;

import com.sun.net.httpserver.HttpServer;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.EndingAnswer;
import io.countersign.token.contract.EndingsQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the token service's contract on endings over HTTP, from a model that a test changes. */
final class FakeTokens {
    volatile boolean silent;
    private final Map<String, EndingAnswer> endings = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer http;

    FakeTokens() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/internal/connections/endings", exchange -> {
            var question = json.readValue(exchange.getRequestBody(), EndingsQuestion.class);
            var answers = question.bindingSequences().stream().map(sequence -> endings.get(question.clientId() + " " + sequence))
                    .filter(Objects::nonNull).toList();
            var bytes = json.writeValueAsBytes(answers);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(silent ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** A connection that began under that binding, at epoch 0 of the server. */
    void connection(String clientId, String serverId, long bindingSequence, @Nullable ReasonCode revokedFor) {
        endings.put(clientId + " " + bindingSequence,
                new EndingAnswer("con-" + clientId, revokedFor, new TreeMap<>(Map.of("server:" + serverId, 0L))));
    }
}
