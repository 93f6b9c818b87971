package io.countersign.e2e;

import io.countersign.local.demo.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An organization's stream of events as a program reads it, from the moment it is opened. */
final class EventStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean ended;

    private EventStream(InputStream body) {
        this.body = body;
        Thread.ofVirtual().name("reading the stream").start(this::read);
    }

    /** @param behind the position it is resumed behind, empty to begin now */
    static EventStream open(Target target, String key, String behind) {
        var request = HttpRequest.newBuilder(target.gateway().resolve(target.api("/stream"))).header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream");
        if (!behind.isEmpty()) {
            request.header("Last-Event-ID", behind);
        }
        try {
            var answer = HTTP.send(request.GET().build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError("The stream answered " + answer.statusCode());
            }
            return new EventStream(answer.body());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    events.add(JsonMapper.shared().readTree(line.substring(5)));
                }
            }
        } catch (IOException _) {
            // closed, here or there
        }
        ended = true;
    }

    List<JsonNode> events() {
        return List.copyOf(events);
    }

    boolean ended() {
        return ended;
    }

    /** Under the reader, which holds its own lock while it waits for a line. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
