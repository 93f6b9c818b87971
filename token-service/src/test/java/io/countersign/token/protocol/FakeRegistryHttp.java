package io.countersign.token.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.contract.ClientKeysAnswer;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The registry's contract over HTTP, as a {@link FakeRegistry} has it. */
final class FakeRegistryHttp implements AutoCloseable {
    private final JsonMapper json = JsonMapper.builder().build();
    private final FakeRegistry model;
    private final HttpServer http;

    FakeRegistryHttp(FakeRegistry model) {
        this.model = model;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/internal/organizations/", exchange -> answer(exchange,
                exchange.getRequestURI().getRawPath().contains("/servers/")
                        ? model.servers.get(last(exchange))
                        : model.organization(last(exchange)),
                "not_found"));
        http.createContext("/internal/clients/", exchange -> {
            model.askedForClients.incrementAndGet();
            if (exchange.getRequestURI().getRawPath().endsWith("/keys")) {
                keys(exchange);
            } else if (exchange.getRequestURI().getRawPath().matches("/internal/clients/[A-Za-z0-9._-]+")) {
                answer(exchange, model.clients.getOrDefault(last(exchange), model.candidates.get(last(exchange))), "not_found");
            } else {
                refuse(exchange);
            }
        });
        http.createContext("/internal/clients/by-metadata-url", this::byAddress);
        http.createContext("/internal/authorizations", this::authorize);
        http.createContext("/internal/admissions", this::admit);
        http.createContext("/internal/approval-requests", exchange -> {
            model.wishes.add(json.readValue(exchange.getRequestBody(), ApprovalQuestion.class));
            model.left.replaceAll((_, decided) -> decided.equals("approval_required") ? "approval_pending" : decided);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.createContext("/internal/refused-redirect-uris", exchange -> {
            model.refusedRedirects.add(json.readValue(exchange.getRequestBody(), RefusedRedirectQuestion.class));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.createContext("/internal/access", exchange -> {
            if (model.silent) {
                answer(exchange, Map.of(), "");
            } else {
                model.access.handle(exchange);
            }
        });
        http.start();
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void byAddress(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), MetadataUrlQuestion.class);
        model.questions.add(question);
        var known = model.addresses.get(question.url());
        var why = model.refusedAddresses.get(question.url());
        if (why != null) {
            send(exchange, 404, Map.of("code", "client_metadata_refused", "detail", why));
        } else {
            answer(exchange, known != null && (question.forMember() || model.clients.containsKey(known.clientId())) ? known : null,
                    "client_unknown");
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        var sets = model.keySets.get(exchange.getRequestURI().getPath().split("/")[3]);
        if (sets == null) {
            send(exchange, 503, Map.of("code", "keys_unavailable"));
        } else {
            send(exchange, 200,
                    new ClientKeysAnswer("anew=true".equals(exchange.getRequestURI().getQuery()) ? sets.getLast() : sets.getFirst()));
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), AuthorizationQuestion.class);
        if (question.admissible() && model.candidates.containsKey(question.clientId())) {
            provisional(exchange, Objects.requireNonNull(model.candidates.get(question.clientId())), question.resource());
            return;
        }
        var client = model.clients.get(question.clientId());
        if (client == null || !client.organizationId().equals(question.organizationId())) {
            answer(exchange, null, "client_unknown");
            return;
        }
        var bound = model.bindings.values().stream().filter(binding -> binding.clientId().equals(question.clientId())).toList();
        if (question.resource() == null) {
            answer(exchange, bound.size() == 1 ? given(client, bound.getFirst()) : null, "resource_unknown");
            return;
        }
        var server = model.servers.values().stream().filter(known -> known.resource().equals(question.resource())).findAny().orElse(null);
        if (server == null) {
            answer(exchange, null, "resource_unknown");
            return;
        }
        var binding = bound.stream().filter(known -> known.serverId().equals(server.serverId())).findAny();
        answer(exchange, binding.map(known -> given(client, known)).orElse(null), "client_not_bound");
    }

    private void provisional(HttpExchange exchange, ClientAnswer candidate, @Nullable String resource) throws IOException {
        var server = model.servers.values().stream().filter(known -> known.resource().equals(resource)).findAny();
        answer(exchange, server.filter(known -> model.open.contains(known.serverId()))
                .map(known -> new AuthorizationAnswer(candidate, known, -1, null, List.of(),
                        known.scopes().stream().map(ScopeAnswer::name).toList(), facts(candidate, known.serverId()), true, null))
                .orElse(null),
                server.map(known -> model.left.getOrDefault(known.serverId(), "unknown_clients_closed")).orElse("resource_unknown"));
    }

    private void admit(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), AdmissionQuestion.class);
        model.admissions.add(question);
        var server = model.servers.values().stream().filter(known -> known.resource().equals(question.resource())).findAny().orElseThrow();
        if (model.open.contains(server.serverId())) {
            model.admit(question.clientId(), server);
        }
        var bound = model.bindings.get(question.clientId() + " " + server.serverId());
        answer(exchange, bound == null ? null : given(Objects.requireNonNull(model.clients.get(question.clientId())), bound),
                "unknown_clients_closed");
    }

    private AuthorizationAnswer given(ClientAnswer client, FakeRegistry.Bound binding) {
        return new AuthorizationAnswer(client, Objects.requireNonNull(model.servers.get(binding.serverId())), binding.sequence(),
                binding.previous(), binding.narrowed(), binding.scopes(), facts(client, binding.serverId()), false,
                model.until.get(client.clientId()));
    }

    private List<AccessFact> facts(ClientAnswer client, String serverId) {
        return Stream
                .of("organization:" + client.organizationId(), "project:" + FakeRegistry.PROJECT, "server:" + serverId,
                        "client:" + client.clientId(),
                        "binding:" + client.clientId() + ":" + serverId)
                .map(model.access::find).flatMap(Optional::stream)
                .map(entry -> new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version())).toList();
    }

    private static String last(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** As the firewall of a service refuses a path that holds more than a name. */
    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(400, -1);
        exchange.close();
    }

    private void answer(HttpExchange exchange, @Nullable Object body, String missing) throws IOException {
        send(exchange, model.silent ? 503 : body == null ? 404 : 200, body == null ? Map.of("code", missing) : body);
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
