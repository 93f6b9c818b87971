package io.countersign.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/** The metadata document of a client, at the address that is the client's id (CIMD), on a port of the moment of this machine. */
public final class MetadataDocument implements AutoCloseable {
    private static final String PATH = "/oauth/client.json";
    private static final String LOGO = "/logo";
    private final HttpServer server;
    private final String address;
    private volatile Map<String, Object> said;
    private volatile byte[] logo = new byte[0];

    private MetadataDocument(HttpServer server, String origin, String... redirectUris) {
        this.server = server;
        this.address = origin + ":" + server.getAddress().getPort() + PATH;
        this.said = document(redirectUris);
        server.createContext(PATH, this::answer);
        server.createContext(LOGO, this::picture);
        server.start();
    }

    /** Without TLS, as only a platform on the same machine fetches it (CIMD-27). */
    static MetadataDocument plain(String... redirectUris) {
        try {
            return new MetadataDocument(HttpServer.create(anyPort(), 0), "http://127.0.0.1", redirectUris);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** @param tls certified as {@code localhost} */
    public static MetadataDocument served(SSLContext tls, String... redirectUris) {
        try {
            var https = HttpsServer.create(anyPort(), 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new MetadataDocument(https, "https://localhost", redirectUris);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The client id. */
    public String address() {
        return address;
    }

    public String host() {
        return URI.create(address).getHost();
    }

    /** What it says until it is changed, or would say with other redirect URIs: a public client for people. */
    public Map<String, Object> document(String... redirectUris) {
        var document = new LinkedHashMap<String, Object>();
        document.put("client_id", address);
        document.put("client_name", "Editor");
        document.put("redirect_uris", List.of(redirectUris));
        document.put("grant_types", List.of("authorization_code", "refresh_token"));
        document.put("response_types", List.of("code"));
        document.put("token_endpoint_auth_method", "none");
        return document;
    }

    /** From now on it says something else. */
    public void change(Map<String, Object> document) {
        said = Map.copyOf(document);
    }

    /**
     * From now on there is a picture beside it.
     *
     * @return its address
     */
    public String publish(byte[] picture) {
        logo = picture.clone();
        return URI.create(address).resolve(LOGO).toString();
    }

    private void picture(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, logo.length);
        try (var out = exchange.getResponseBody()) {
            out.write(logo);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = JsonMapper.shared().writeValueAsBytes(said);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
