package io.countersign.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.access.AccessEntry;
import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.registry.contract.CallerAnswer;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.RolesAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.testkit.harness.FakeOwner;
import io.countersign.token.contract.PersonalTokenAnswer;
import io.countersign.token.contract.PersonalTokenQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All services in one small server that speaks the contract's records. */
final class FakePeers implements AutoCloseable {
    static final String ORGANIZATION = "org-01JAAAAAAAAAAAAAAAAAAAAAAA";
    static final String OWNER_KEY = "csk_key-01JAAAAAAAAAAAAAAAAAAAAAAA_" + "s".repeat(43);
    private static final String SERVERS = "/internal/organizations/acme/servers/";
    /** Path of an identity provider's realm that publishes the same keys. */
    static final String REALM = "/realms/countersign";
    private static final JsonMapper JSON = JsonMapper.shared();

    final ECKey key;
    /** Keys that the issuer publishes although no access token is signed by such a one. */
    final RSAKey rsa;
    final ECKey p384;
    final BlockingQueue<Inward> inward = new LinkedBlockingQueue<>();
    final AtomicInteger keySetReads = new AtomicInteger();
    volatile boolean silent;
    /** From where acme is reached. */
    volatile List<String> allowedAddresses = List.of();
    /** The owners of keys by the audience that they answer to. */
    final Map<String, FakeOwner> owners = Map.of("registry-service",
            FakeOwner.of("organization", "project", "server", "client", "binding"), "consent-service", FakeOwner.of("member", "consent"),
            "token-service", FakeOwner.of("connection", "token"));
    /** Audiences that do not answer. */
    final Set<String> away = ConcurrentHashMap.newKeySet();
    /** Of servers that have their own, by slug. */
    final Map<String, UpstreamTimeouts> timeouts = new ConcurrentHashMap<>();
    /** Paths that are not answered for as long as they stand here. */
    final Set<String> hung = ConcurrentHashMap.newKeySet();
    /** Roles by user id; nobody else has one. */
    final Map<String, List<String>> roles = new ConcurrentHashMap<>();
    /** Members by user id, as the consent-service says. */
    final Set<String> members = ConcurrentHashMap.newKeySet();
    /** Whom the consent-service knows and does not call a member. */
    final Set<String> strangers = ConcurrentHashMap.newKeySet();
    /** Whom the identity provider has no more. */
    final Set<String> gone = ConcurrentHashMap.newKeySet();
    /** What token-service says of personal access tokens. */
    final Map<String, PersonalTokenAnswer> personalTokens = new ConcurrentHashMap<>();
    /** Addresses of further MCP servers, by slug. */
    final Map<String, String> upstreams = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String base;
    private final String upstream;

    FakePeers(String base, String upstream) {
        this.base = base;
        this.upstream = upstream;
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("at-1").algorithm(JWSAlgorithm.ES256).generate();
            rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
            p384 = new ECKeyGenerator(Curve.P_384).keyID("p384-1").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Its owner says so. */
    void says(AccessEntry entry) {
        owners.values().forEach(owner -> owner.says(entry));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        while (hung.contains(path)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        inward.add(new Inward(exchange.getRequestMethod(), path, exchange.getRequestURI().getRawQuery(),
                Map.copyOf(exchange.getRequestHeaders()), body));
        var asked = audience(exchange);
        var gone = silent || away.contains(asked);
        if (!gone && path.equals("/internal/access")) {
            Objects.requireNonNull(owners.get(asked)).answer(exchange, body.getBytes(StandardCharsets.UTF_8));
            return;
        }
        var answer = gone ? null : known(path, body);
        var bytes = answer instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(gone ? 503 : answer == null ? 404 : 200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** The service that the request's passport is for. */
    private static String audience(HttpExchange exchange) {
        try {
            var passport = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
            return passport.startsWith("Bearer ey")
                    ? SignedJWT.parse(passport.substring(7)).getJWTClaimsSet().getAudience().getFirst()
                    : "";
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private @Nullable Object known(String path, String body) {
        return switch (path) {
            case "/internal/organizations/acme", "/internal/organizations/" + ORGANIZATION ->
                new OrganizationAnswer(ORGANIZATION, "acme", "Acme", "ACTIVE", null, false, false, ConsentMode.EXPLICIT, allowedAddresses,
                        LeaverMode.REVOKE,
                        List.of());
            case "/internal/organizations/other" -> new OrganizationAnswer("org-other", "other", "Other", "ACTIVE", List.of());
            case "/internal/organizations/acme/servers/sample" -> server("sample", upstream);
            case "/internal/organizations/acme/servers/gone" -> server("gone", "http://127.0.0.1:1/mcp");
            case "/internal/tokens/personal/resolve" -> personalTokens.get(JSON.readValue(body, PersonalTokenQuestion.class).token());
            case "/internal/management-keys/authenticate" -> body.contains("key-01JAAAAAAAAAAAAAAAAAAAAAAA")
                    ? new CallerAnswer("key-01JAAAAAAAAAAAAAAAAAAAAAAA", ORGANIZATION, "acme", List.of("owner"))
                    : null;
            case REALM + "/protocol/openid-connect/certs" -> new JWKSet(List.of(key.toPublicJWK(), rsa.toPublicJWK(), p384.toPublicJWK()))
                    .toString();
            case "/o/acme/oauth2/jwks" -> {
                keySetReads.incrementAndGet();
                yield new JWKSet(List.of(key.toPublicJWK(), rsa.toPublicJWK(), p384.toPublicJWK())).toString();
            }
            default -> path.startsWith(SERVERS) && upstreams.containsKey(path.substring(SERVERS.length()))
                    ? server(path.substring(SERVERS.length()), upstreams.getOrDefault(path.substring(SERVERS.length()), ""))
                    : path.endsWith("/roles") && path.startsWith("/internal/organizations/" + ORGANIZATION + "/users/")
                            ? new RolesAnswer(roles.getOrDefault(path.split("/")[5], List.of()))
                            : isMember(path)
                                    ? membership(path.substring(path.lastIndexOf('/') + 1))
                                    : path.startsWith("/api/") || path.startsWith("/o/") || path.startsWith("/.well-known/")
                                            ? Map.of("path", path)
                                            : null;
        };
    }

    private boolean isMember(String path) {
        var members = "/internal/organizations/" + ORGANIZATION + "/members/";
        return path.startsWith(members)
                && Stream.of(this.members, gone, strangers).anyMatch(known -> known.contains(path.substring(members.length())));
    }

    private MembershipAnswer membership(String userId) {
        var key = "member:" + ORGANIZATION + ":" + userId;
        return new MembershipAnswer(userId, members.contains(userId) && !gone.contains(userId), false, gone.contains(userId), true, 0,
                new io.countersign.consent.contract.AccessFact(key, 0, false, false, 0));
    }

    private ServerAnswer server(String slug, String upstreamUrl) {
        return new ServerAnswer("srv-" + slug, ORGANIZATION, "prj-1", slug, "Sample", "ACTIVE", base + "/o/acme/mcp/" + slug, upstreamUrl,
                List.of(new ScopeAnswer("sample:read", "Read", false), new ScopeAnswer("sample:admin", "Administer", false)),
                List.of("sample:read"),
                Map.of("secret_report", List.of("sample:admin")), 900, 2_592_000, null, 30, null,
                timeouts.getOrDefault(slug, UpstreamTimeouts.DEFAULT), allowedAddresses, List.of(), slug.startsWith("discreet"));
    }

    /** A request as a service got it. */
    record Inward(String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {
        @Nullable
        String header(String name) {
            return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst().orElse(null);
        }
    }
}
