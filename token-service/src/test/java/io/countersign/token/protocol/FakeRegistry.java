package io.countersign.token.protocol;

import java.util.regex.Pattern;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.ClientKeysAnswer;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.testkit.harness.FakeOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the registry's contract over HTTP, from a model that a test changes. */
final class FakeRegistry implements AutoCloseable {
    static final String ORGANIZATION = "org-1";
    static final String PROJECT = "prj-1";
    private static final Pattern RENEWAL = Pattern.compile("/api/v1/orgs/org-1/clients/([^/ ]+)/bindings/([^/ ]+)/renew");
    final Map<String, ClientAnswer> clients = new ConcurrentHashMap<>();
    /** Of servers that are made from now on. */
    @Nullable
    volatile Integer personalTokenDays;
    final Map<String, ServerAnswer> servers = new ConcurrentHashMap<>();
    /** Whatever is registered here is known and open, unless the test says otherwise. */
    final FakeOwner access = new FakeOwner(Set.of("organization", "project", "server", "client", "binding"), this::registered);
    final Map<String, Bound> bindings = new ConcurrentHashMap<>();
    /** Clients that registered themselves and were not let in yet. */
    final Map<String, ClientAnswer> candidates = new ConcurrentHashMap<>();
    /** Servers that leave it to an owner whether they take such clients, and what was decided. */
    final Map<String, String> left = new ConcurrentHashMap<>();
    final List<RefusedRedirectQuestion> refusedRedirects = new CopyOnWriteArrayList<>();
    /** When the bindings of a client are over; it tells it and does nothing by itself. */
    final Map<String, Instant> until = new ConcurrentHashMap<>();
    final List<ApprovalQuestion> wishes = new CopyOnWriteArrayList<>();
    /** Servers that take such clients. */
    final Set<String> open = ConcurrentHashMap.newKeySet();
    final List<AdmissionQuestion> admissions = new CopyOnWriteArrayList<>();
    volatile boolean registration;
    volatile ConsentMode consentMode = ConsentMode.EXPLICIT;
    /** Clients that are known by the address of their metadata document. */
    final Map<String, MetadataUrlAnswer> addresses = new ConcurrentHashMap<>();
    /** Addresses whose document does not count, and why. */
    final Map<String, String> refusedAddresses = new ConcurrentHashMap<>();
    final List<MetadataUrlQuestion> questions = new CopyOnWriteArrayList<>();
    /** Key sets by client: as they are kept, and as they are when they are fetched anew. */
    final Map<String, List<String>> keySets = new ConcurrentHashMap<>();
    final AtomicInteger askedForClients = new AtomicInteger();
    volatile boolean silent;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer http;

    /** A binding of a client to a server. */
    record Bound(String clientId, String serverId, long sequence, @Nullable Long previous, List<Long> narrowed, List<String> scopes) {
    }

    FakeRegistry() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/internal/organizations/", exchange -> answer(exchange,
                exchange.getRequestURI().getRawPath().contains("/servers/") ? servers.get(last(exchange)) : organization(last(exchange)),
                "not_found"));
        http.createContext("/internal/clients/", exchange -> {
            askedForClients.incrementAndGet();
            if (exchange.getRequestURI().getRawPath().endsWith("/keys")) {
                keys(exchange);
            } else if (exchange.getRequestURI().getRawPath().matches("/internal/clients/[A-Za-z0-9._-]+")) {
                answer(exchange, clients.getOrDefault(last(exchange), candidates.get(last(exchange))), "not_found");
            } else {
                refuse(exchange);
            }
        });
        http.createContext("/internal/clients/by-metadata-url", this::byAddress);
        http.createContext("/internal/authorizations", this::authorize);
        http.createContext("/internal/admissions", this::admit);
        http.createContext("/internal/approval-requests", exchange -> {
            wishes.add(json.readValue(exchange.getRequestBody(), ApprovalQuestion.class));
            left.replaceAll((_, decided) -> decided.equals("approval_required") ? "approval_pending" : decided);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.createContext("/internal/refused-redirect-uris", exchange -> {
            refusedRedirects.add(json.readValue(exchange.getRequestBody(), RefusedRedirectQuestion.class));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.createContext("/internal/access", exchange -> {
            if (silent) {
                answer(exchange, Map.of(), "");
            } else {
                access.handle(exchange);
            }
        });
        http.start();
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void server(String serverId, long idleSeconds, @Nullable Long absoluteSeconds, String... scopes) {
        servers.put(serverId, new ServerAnswer(serverId, ORGANIZATION, PROJECT, serverId, "Billing", "ACTIVE", resource(serverId),
                "https://upstream.example/mcp", List.of(scopes).stream().map(scope -> new ScopeAnswer(scope, "", false)).toList(),
                List.of(),
                Map.of(), 900, idleSeconds, absoluteSeconds, 30, personalTokenDays, UpstreamTimeouts.DEFAULT, List.of()));
    }

    void bind(String clientId, String serverId, long sequence, String... scopes) {
        bindings.compute(clientId + " " + serverId,
                (_, before) -> new Bound(clientId, serverId, sequence, before == null ? null : before.sequence(), List.of(),
                        List.of(scopes)));
    }

    /** Does what the registry does at {@code POST …/clients/{clientId}/bindings/{serverId}/renew}. */
    void post(String renewal) {
        var path = RENEWAL.matcher(renewal);
        if (!path.matches()) {
            throw new AssertionError("The registry has no such call: " + renewal);
        }
        bindings.computeIfPresent(path.group(1) + " " + path.group(2), (_, before) -> new Bound(before.clientId(), before.serverId(),
                before.sequence() + 100, before.sequence(), List.of(), before.scopes()));
    }

    /** Takes scopes away, which begins another epoch of the same binding. */
    void narrow(String clientId, String serverId, long sequence, String... scopes) {
        bindings.computeIfPresent(clientId + " " + serverId, (_, before) -> new Bound(clientId, serverId, sequence, before.sequence(),
                Stream.concat(before.narrowed().stream(), Stream.of(before.sequence())).toList(), List.of(scopes)));
    }

    void fact(String key, long epoch, boolean suspended, boolean ended, long version) {
        access.says(new AccessEntry(key, epoch, suspended, ended, version));
    }

    private @Nullable AccessEntry registered(String key) {
        var parts = key.split(":", -1);
        return switch (parts[0]) {
            case "organization" -> open(key, List.of(ORGANIZATION, "org-2").contains(parts[1]) ? 0L : null);
            case "project" -> open(key, PROJECT.equals(parts[1]) ? 0L : null);
            case "server" -> open(key, servers.containsKey(parts[1]) ? 0L : null);
            case "client" -> open(key, clients.containsKey(parts[1]) ? 0L : null);
            default -> {
                var bound = parts.length == 3 ? bindings.get(parts[1] + " " + parts[2]) : null;
                yield open(key, bound == null ? null : bound.sequence());
            }
        };
    }

    private static @Nullable AccessEntry open(String key, @Nullable Long epoch) {
        return epoch == null ? null : new AccessEntry(key, epoch, false, false, epoch);
    }

    static String resource(String serverId) {
        return "https://cs.example/o/acme/mcp/" + serverId;
    }

    private @Nullable OrganizationAnswer organization(String slug) {
        return switch (slug) {
            case "acme", ORGANIZATION -> new OrganizationAnswer(ORGANIZATION, "acme", "Acme", "ACTIVE", null, registration, registration,
                    consentMode, List.of(), List.of());
            case "other" -> new OrganizationAnswer("org-2", "other", "Other", "ACTIVE", List.of());
            default -> null;
        };
    }

    private void byAddress(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), MetadataUrlQuestion.class);
        questions.add(question);
        var known = addresses.get(question.url());
        var why = refusedAddresses.get(question.url());
        if (why != null) {
            send(exchange, 404, Map.of("code", "client_metadata_refused", "detail", why));
        } else {
            answer(exchange, known != null && (question.forMember() || clients.containsKey(known.clientId())) ? known : null,
                    "client_unknown");
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        var sets = keySets.get(exchange.getRequestURI().getPath().split("/")[3]);
        if (sets == null) {
            send(exchange, 503, Map.of("code", "keys_unavailable"));
        } else {
            send(exchange, 200,
                    new ClientKeysAnswer("anew=true".equals(exchange.getRequestURI().getQuery()) ? sets.getLast() : sets.getFirst()));
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), AuthorizationQuestion.class);
        if (question.admissible() && candidates.containsKey(question.clientId())) {
            provisional(exchange, Objects.requireNonNull(candidates.get(question.clientId())), question.resource());
            return;
        }
        var client = clients.get(question.clientId());
        if (client == null || !client.organizationId().equals(question.organizationId())) {
            answer(exchange, null, "client_unknown");
            return;
        }
        var bound = bindings.values().stream().filter(binding -> binding.clientId().equals(question.clientId())).toList();
        if (question.resource() == null) {
            answer(exchange, bound.size() == 1 ? given(client, bound.getFirst()) : null, "resource_unknown");
            return;
        }
        var server = servers.values().stream().filter(known -> known.resource().equals(question.resource())).findAny().orElse(null);
        if (server == null) {
            answer(exchange, null, "resource_unknown");
            return;
        }
        var binding = bound.stream().filter(known -> known.serverId().equals(server.serverId())).findAny();
        answer(exchange, binding.map(known -> given(client, known)).orElse(null), "client_not_bound");
    }

    private void provisional(HttpExchange exchange, ClientAnswer candidate, @Nullable String resource) throws IOException {
        var server = servers.values().stream().filter(known -> known.resource().equals(resource)).findAny();
        answer(exchange, server.filter(known -> open.contains(known.serverId()))
                .map(known -> new AuthorizationAnswer(candidate, known, -1, null, List.of(),
                        known.scopes().stream().map(ScopeAnswer::name).toList(), facts(candidate, known.serverId()), true, null))
                .orElse(null),
                server.map(known -> left.getOrDefault(known.serverId(), "unknown_clients_closed")).orElse("resource_unknown"));
    }

    private void admit(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), AdmissionQuestion.class);
        admissions.add(question);
        var server = servers.values().stream().filter(known -> known.resource().equals(question.resource())).findAny().orElseThrow();
        if (open.contains(server.serverId())) {
            admit(question.clientId(), server);
        }
        var bound = bindings.get(question.clientId() + " " + server.serverId());
        answer(exchange, bound == null ? null : given(Objects.requireNonNull(clients.get(question.clientId())), bound),
                "unknown_clients_closed");
    }

    /** A person said yes to it. */
    void admit(String clientId, ServerAnswer server) {
        var candidate = candidates.remove(clientId);
        if (candidate != null) {
            clients.put(clientId, new ClientAnswer(clientId, ORGANIZATION, PROJECT, candidate.name(), "ACTIVE",
                    candidate.registrationMethod(), candidate.tokenEndpointAuthMethod(), candidate.grantTypes(), candidate.secrets(),
                    candidate.jwks(), candidate.redirectUris(), List.of(), candidate.metadataUrl(), candidate.jwksUri(),
                    candidate.metadataVersion()));
            bind(clientId, server.serverId(), 1, server.scopes().stream().map(ScopeAnswer::name).toArray(String[]::new));
        }
    }

    private AuthorizationAnswer given(ClientAnswer client, Bound binding) {
        return new AuthorizationAnswer(client, Objects.requireNonNull(servers.get(binding.serverId())), binding.sequence(),
                binding.previous(), binding.narrowed(), binding.scopes(), facts(client, binding.serverId()), false,
                until.get(client.clientId()));
    }

    private List<AccessFact> facts(ClientAnswer client, String serverId) {
        return Stream
                .of("organization:" + client.organizationId(), "project:" + PROJECT, "server:" + serverId, "client:" + client.clientId(),
                        "binding:" + client.clientId() + ":" + serverId)
                .map(access::find).flatMap(Optional::stream)
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
        send(exchange, silent ? 503 : body == null ? 404 : 200, body == null ? Map.of("code", missing) : body);
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
