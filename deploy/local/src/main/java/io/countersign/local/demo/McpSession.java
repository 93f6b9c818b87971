package io.countersign.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One MCP session at the level of HTTP, for watching status codes and the end of a stream. */
public final class McpSession {
    private final URI resource;
    private final String token;
    private String sessionId = "";

    private McpSession(String resource, String token) {
        this.resource = URI.create(resource);
        this.token = token;
    }

    /** Initializes a session with a token. */
    public static McpSession open(String resource, String token) {
        var session = new McpSession(resource, token);
        var answer = session.initialize();
        DemonstrationFailed.unless(answer.statusCode() == 200, "initialize answered " + answer.statusCode() + " " + answer.body());
        session.sessionId = answer.headers().firstValue("Mcp-Session-Id").orElse("");
        Api.exchange(session.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"), BodyHandlers.discarding());
        return session;
    }

    /** The status that such a request is answered with, whether or not a session comes of it. */
    static int status(String resource, String token) {
        return new McpSession(resource, token).initialize().statusCode();
    }

    /** The same session, used with another token. */
    public McpSession goingOnWith(String newToken) {
        var session = new McpSession(resource.toString(), newToken);
        session.sessionId = sessionId;
        return session;
    }

    private HttpResponse<String> initialize() {
        return Api.exchange(post("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
                "clientInfo":{"name":"demonstration","version":"1"}}}"""), BodyHandlers.ofString());
    }

    /** The status and body of a call of the echo tool. */
    public HttpResponse<String> echo() {
        return call("echo");
    }

    /** The status and body of a call of a tool that needs no argument but perhaps a text. */
    public HttpResponse<String> call(String tool) {
        return Api.exchange(
                post("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{"text":"still there"}}}"""
                        .formatted(tool)),
                BodyHandlers.ofString());
    }

    /** The status and body of a request for the list of tools. */
    public HttpResponse<String> tools() {
        return Api.exchange(post("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}"), BodyHandlers.ofString());
    }

    /** The same session at another address of the server, by the id that it has there. */
    public McpSession at(URI address, String id) {
        var session = new McpSession(address.toString(), token);
        session.sessionId = id;
        return session;
    }

    public String id() {
        return sessionId;
    }

    /** Starts the slow tool and returns when its first bytes have arrived. */
    OpenStream stream(int seconds) {
        var response = Api.exchange(
                post("""
                        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow_stream","arguments":{"steps":%d,"intervalMillis":1000},"_meta":{"progressToken":"p"}}}"""
                        .formatted(seconds)),
                BodyHandlers.ofInputStream());
        DemonstrationFailed.unless(response.statusCode() == 200, "The streaming tool answered " + response.statusCode());
        return OpenStream.read(response.body());
    }

    private HttpRequest post(String body) {
        var request = HttpRequest.newBuilder(resource).timeout(Duration.ofMinutes(2)).header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/event-stream").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!sessionId.isEmpty()) {
            request.header("Mcp-Session-Id", sessionId).header("MCP-Protocol-Version", "2025-06-18");
        }
        return request.build();
    }

    /** An open SSE stream, read by a thread of its own. */
    record OpenStream(CountDownLatch started, CompletableFuture<End> end) {
        static OpenStream read(InputStream body) {
            var stream = new OpenStream(new CountDownLatch(1), new CompletableFuture<>());
            Thread.ofVirtual().start(() -> stream.consume(body));
            try {
                DemonstrationFailed.unless(stream.started.await(20, TimeUnit.SECONDS), "The stream stayed silent for 20 s");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return stream;
        }

        private void consume(InputStream body) {
            var finished = false;
            try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        started.countDown();
                        finished |= line.contains("\"result\"");
                    }
                }
            } catch (IOException _) {
                // a cut stream may end by a reset as well as by its end
            }
            end.complete(new End(System.nanoTime(), finished));
        }

        End awaitEnd(Duration atMost) {
            try {
                return end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException | java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
                throw new DemonstrationFailed("The stream is still open after " + atMost);
            }
        }
    }

    /** When a stream ended and whether the tool had come to its result. */
    record End(long nanoTime, boolean finished) {
    }
}
