package io.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request, prepared once and sent many times: a POST, or without a body a GET.
 *
 * @param headers without those that follow from the address and the body
 */
record Request(URI uri, Map<String, String> headers, String body) {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A form; the user, unless empty, authenticates with HTTP Basic. */
    static Request form(URI uri, String user, String password, Map<String, String> fields) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (!user.isEmpty()) {
            headers.put("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return new Request(uri, headers, fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    static Request get(URI uri, Map<String, String> headers) {
        return new Request(uri, headers, "");
    }

    /** A JSON-RPC message as MCP clients send it over the streamable HTTP transport. */
    static Request mcp(URI uri, String token, String message) {
        return new Request(uri, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json", "Accept",
                "application/json, text/event-stream"), message);
    }

    /** Sends it once. */
    HttpResponse<String> send() {
        var request = HttpRequest.newBuilder(uri);
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
