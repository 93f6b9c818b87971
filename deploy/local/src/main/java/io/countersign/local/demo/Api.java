package io.countersign.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The native API as one holder of a management key uses it. */
public final class Api {
    static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String RECEIPT = "Countersign-Receipt";
    private static final Set<Integer> UNREACHED = Set.of(HttpURLConnection.HTTP_UNAVAILABLE, HttpURLConnection.HTTP_GATEWAY_TIMEOUT);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Target target;
    private final String key;

    public Api(Target target, String key) {
        this.target = target;
        this.key = key;
    }

    /** Repeated while a part of the platform is not to be reached, as a list that was not read in yet. */
    public Answer get(String path) {
        return whileUnreached(() -> send("GET", path, null));
    }

    /** Not before what an earlier answer says it changed can be seen. */
    public Answer getAfter(Answer change, String path) {
        var request = request(path);
        change.headers().firstValue(RECEIPT).ifPresent(receipt -> request.header(RECEIPT, receipt));
        return Answer.of(exchange(request.GET().build(), BodyHandlers.ofByteArray()));
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    /** Repeated under one {@code Idempotency-Key} while a part of the platform is not to be reached or does not answer in time (503, 504), for half a minute at most. */
    public Answer persist(String path, Map<String, ?> body) {
        var idempotencyKey = UUID.randomUUID().toString();
        return whileUnreached(() -> send("POST", path, body, idempotencyKey));
    }

    /** Repeats what may be said twice while a part of the platform is not to be reached or does not answer in time. */
    static Answer whileUnreached(Supplier<Answer> request) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var answer = request.get();
        while (UNREACHED.contains(answer.status()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = request.get();
        }
        return answer;
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    byte[] download(String path) {
        return exchange(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
    }

    private Answer send(String method, String path, @Nullable Map<String, ?> body) {
        return send(method, path, body, null);
    }

    private Answer send(String method, String path, @Nullable Map<String, ?> body, @Nullable String idempotencyKey) {
        var request = request(path);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(method, body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return Answer.of(exchange(request.build(), BodyHandlers.ofByteArray()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(target.resolve(target.api(path))).timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json, application/problem+json;q=0.9, */*;q=0.5");
    }

    static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request, body);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + unreachable, unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("Interrupted while waiting for " + request.uri());
        }
    }

    static Answer fetch(URI uri) {
        return Answer.of(exchange(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray()));
    }

    /** A status, its headers and its JSON. */
    public record Answer(URI uri, int status, java.net.http.HttpHeaders headers, JsonNode body) {
        static Answer of(HttpResponse<byte[]> response) {
            var type = response.headers().firstValue("Content-Type").orElse("");
            var body = type.contains("json")
                    ? JSON.readTree(response.body())
                    : JSON.getNodeFactory().stringNode(
                            new String(response.body(), StandardCharsets.UTF_8));
            return new Answer(response.uri(), response.statusCode(), response.headers(), body);
        }

        public Answer expect(int... statuses) {
            for (var expected : statuses) {
                if (status == expected) {
                    return this;
                }
            }
            throw new DemonstrationFailed(uri + " answered " + status + ": " + body);
        }

        public String text(String field) {
            var value = body.path(field);
            DemonstrationFailed.unless(value.isString(), uri + " answered without " + field + ": " + body);
            return value.asString();
        }
    }
}
