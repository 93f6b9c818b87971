package io.countersign.registry.client.document;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A site that publishes one document, as it is told to. */
public final class Host implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Published published = new Published(404, "", "", new byte[0]);

    /** @param cacheControl empty for none */
    private record Published(int status, String type, String cacheControl, byte[] body) {
    }

    public Host() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var now = published;
        var body = now.body();
        exchange.getResponseHeaders().set("Content-Type", now.type());
        if (!now.cacheControl().isEmpty()) {
            exchange.getResponseHeaders().set("Cache-Control", now.cacheControl());
        }
        if (now.status() / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    public String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void publishes(String body) {
        answers(200, "application/json", "", body);
    }

    public void answers(int status, String type, String cacheControl, String body) {
        answers(status, type, cacheControl, body.getBytes(StandardCharsets.UTF_8));
    }

    public void answers(int status, String type, String cacheControl, byte[] body) {
        published = new Published(status, type, cacheControl, body);
    }

    /** The document of a public client there. */
    public static String document(String url, String name, String redirect) {
        return """
                {"client_id":"%s","client_name":"%s","redirect_uris":["%s"],"grant_types":["authorization_code","refresh_token"],
                 "token_endpoint_auth_method":"none"}""".formatted(url, name, redirect);
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
