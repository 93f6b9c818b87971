package io.countersign.consent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.registry.contract.AppearanceAnswer;
import io.countersign.registry.contract.AppearanceQuestion;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MembersQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Token-service and registry as their contracts promise them: a request is told only to the person and the session it belongs to, and an
 * organization names the one in Keycloak whose members are its people.
 */
final class FakePeers implements AutoCloseable {
    static final String KEYCLOAK_ORGANIZATION = "kc-acme";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpServer server;
    private final Map<String, AuthorizationRequestAnswer> requests = new ConcurrentHashMap<>();
    private final Map<String, MemberConnections> connections = new ConcurrentHashMap<>();
    private final Map<String, AppearanceAnswer> appearances = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicBoolean silent = new AtomicBoolean();
    volatile LeaverMode leaverMode = LeaverMode.REVOKE;

    FakePeers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/authorization-requests/", this::request);
        server.createContext("/internal/organizations/", this::organization);
        server.createContext("/internal/clients/appearance", this::appearance);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    AuthorizationRequestAnswer holds(AuthorizationRequestAnswer request) {
        requests.put(request.id(), request);
        return request;
    }

    /** How a client is shown from now on. */
    FakePeers shows(String clientId, AppearanceAnswer appearance) {
        appearances.put(clientId, appearance);
        return this;
    }

    private void appearance(HttpExchange exchange) throws IOException {
        var asked = JSON.readValue(exchange.getRequestBody().readAllBytes(), AppearanceQuestion.class);
        answer(exchange, silent.get() ? 503 : 200, appearances.getOrDefault(asked.clientId(), AppearanceAnswer.NONE));
    }

    void silent(boolean now) {
        silent.set(now);
    }

    private void request(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var known = requests.get(uri.getPath().substring("/internal/authorization-requests/".length()));
        var asks = known == null ? "" : "subject=" + known.subjectId() + "&session=session-of-" + known.subjectId();
        answer(exchange, silent.get() ? 503 : 200, known != null && asks.equals(uri.getQuery()) ? known : null);
    }

    /** What a member holds, as the token service counts it. */
    FakePeers holds(MemberConnections counted) {
        connections.put(counted.userId(), counted);
        return this;
    }

    /** How often it was asked what members hold. */
    int counted() {
        return questions.get();
    }

    private void members(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        var asked = JSON.readValue(exchange.getRequestBody().readAllBytes(), MembersQuestion.class);
        answer(exchange, silent.get() ? 503 : 200,
                asked.userIds().stream().map(connections::get).filter(Objects::nonNull).toList());
    }

    private void organization(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/members/connections")) {
            members(exchange);
            return;
        }
        var id = exchange.getRequestURI().getPath().substring("/internal/organizations/".length());
        answer(exchange, 200, switch (id) {
            case "org-1" -> new OrganizationAnswer("org-1", "acme", "Acme", "ACTIVE", KEYCLOAK_ORGANIZATION, false, false,
                    ConsentMode.EXPLICIT, List.of(), leaverMode, List.of());
            case "org-2" -> new OrganizationAnswer("org-2", "umbrella", "Umbrella", "ACTIVE", "kc-umbrella", List.of());
            case "org-unlinked" -> new OrganizationAnswer("org-unlinked", "unlinked", "Unlinked", "ACTIVE", List.of());
            default -> null;
        });
    }

    private static void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        var bytes = body == null
                ? "{\"code\":\"not_found\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                : JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(body == null && status == 200 ? 404 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
