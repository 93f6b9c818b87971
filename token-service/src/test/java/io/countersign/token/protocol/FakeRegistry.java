package io.countersign.token.protocol;

import java.util.regex.Pattern;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.testkit.harness.FakeOwner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the registry knows, as a test changes it; {@link FakeRegistryHttp} speaks its contract. */
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
    private final FakeRegistryHttp http;

    /** A binding of a client to a server. */
    record Bound(String clientId, String serverId, long sequence, @Nullable Long previous, List<Long> narrowed, List<String> scopes) {
    }

    FakeRegistry() {
        http = new FakeRegistryHttp(this);
    }

    String uri() {
        return http.uri();
    }

    void server(String serverId, long idleSeconds, @Nullable Long absoluteSeconds, String... scopes) {
        servers.put(serverId, new ServerAnswer(serverId, ORGANIZATION, PROJECT, serverId, "Billing", "ACTIVE", resource(serverId),
                "https://upstream.example/mcp", List.of(scopes).stream().map(scope -> new ScopeAnswer(scope, "", false)).toList(),
                List.of(),
                Map.of(), 900, idleSeconds, absoluteSeconds, 30, personalTokenDays, UpstreamTimeouts.DEFAULT, List.of(), false));
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

    @Nullable
    OrganizationAnswer organization(String slug) {
        return switch (slug) {
            case "acme", ORGANIZATION -> new OrganizationAnswer(ORGANIZATION, "acme", "Acme", "ACTIVE", null, registration, registration,
                    consentMode, List.of(), LeaverMode.REVOKE, List.of());
            case "other" -> new OrganizationAnswer("org-2", "other", "Other", "ACTIVE", List.of());
            default -> null;
        };
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

    @Override
    public void close() {
        http.close();
    }
}
