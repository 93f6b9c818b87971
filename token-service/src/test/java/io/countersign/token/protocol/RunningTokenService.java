package io.countersign.token.protocol;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.access.AccessEntry;
import io.countersign.hash.Sha256;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.SecretAnswer;
import io.countersign.access.AccessTable;
import io.countersign.testkit.VirtualClock;
import io.countersign.testkit.harness.FakeAccessTable;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import io.countersign.token.TokenApplication;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token service with a registry that speaks the contract, a clock and a feed that a test moves. */
public final class RunningTokenService extends RunningService {
    static final String ISSUER = "https://cs.example/o/acme";
    private static final Map<String, String> NO_BROKER = Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:1",
            "countersign.relay.enabled", "false");
    final FakeRegistry registry;
    final FakeConsent consent;
    final FakeAccessTable feed;
    final VirtualClock clock;
    private final Start start;
    private final List<RunningTokenService> replicas = new ArrayList<>();

    /** Without a broker: nothing is published and no view is fed. */
    public RunningTokenService(Path directory) {
        this(directory, NO_BROKER);
    }

    /** Settings of one without a broker. */
    static Map<String, String> without(Map<String, String> more) {
        var all = new HashMap<>(NO_BROKER);
        all.putAll(more);
        return all;
    }

    RunningTokenService(Path directory, Map<String, String> settings) {
        this(Start.in(directory).with("countersign.base-url", "https://cs.example").with("logging.level.org.apache.kafka", "off")
                .with("countersign.peer-timeouts.connect", "20s").with("countersign.peer-timeouts.read", "20s")
                .with("countersign.failed-authentication.at-once", "100000")
                .with(settings), new FakeRegistry(), new FakeConsent(), VirtualClock.at("2026-11-21T09:00:00Z"), Duration.ZERO);
    }

    private RunningTokenService(Start start, FakeRegistry registry, FakeConsent consent, VirtualClock clock, Duration ahead) {
        this(start, registry, consent, clock, ahead, new FakeAccessTable());
    }

    private RunningTokenService(Start start, FakeRegistry registry, FakeConsent consent, VirtualClock clock, Duration ahead,
            FakeAccessTable feed) {
        super(TokenApplication.class, "token-service",
                start.with("countersign.services.registry", registry.uri()).with("countersign.services.consent", consent.uri())
                        .at(Clock.offset(clock, ahead)).with(AccessTable.class, feed));
        this.start = start;
        this.registry = registry;
        this.consent = consent;
        this.clock = clock;
        this.feed = feed;
    }

    /** Another process on the same database, with the same keys, registry and clock, and a feed of its own. */
    RunningTokenService replica(Map<String, String> settings) {
        return joined(new RunningTokenService(start.with(settings), registry, consent, clock, Duration.ZERO));
    }

    /** As {@link #replica(Map)}, with a clock that goes ahead of the others by that much. */
    RunningTokenService replica(Duration ahead) {
        return joined(new RunningTokenService(start, registry, consent, clock, ahead));
    }

    private RunningTokenService joined(RunningTokenService replica) {
        replicas.add(replica);
        return replica;
    }

    /** Registers a client with a secret equal to its id and binds it. */
    String client(String clientId, String serverId, String... scopes) {
        client(clientId, "client_secret_basic", List.of(new SecretAnswer("sec-1", sha256(clientId), null)), null);
        registry.bind(clientId, serverId, 1, scopes);
        return clientId;
    }

    /** Registers who stands for the server and asks about its tokens, with a secret equal to its id. */
    String resourceServer(String clientId, String serverId) {
        registry.clients.put(clientId,
                new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, "Resource server", "ACTIVE", "MANUAL",
                        "client_secret_basic", List.of(), List.of(new SecretAnswer("sec-1", sha256(clientId), null)), null, List.of(),
                        List.of()));
        registry.bind(clientId, serverId, 1);
        return clientId;
    }

    /** Registers a public client (RFC 6749 section 2.1) of people and binds it. */
    String publicClient(String clientId, String serverId, List<String> redirectUris, String... scopes) {
        registry.clients.put(clientId,
                new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, "Editor", "ACTIVE", "MANUAL", "none",
                        List.of("authorization_code", "refresh_token"), List.of(), null, redirectUris, List.of()));
        registry.bind(clientId, serverId, 1, scopes);
        return clientId;
    }

    void client(String clientId, String method, List<SecretAnswer> secrets, @Nullable String jwks) {
        registry.clients.put(clientId,
                new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, "Reports", "ACTIVE", "MANUAL", method,
                        List.of("client_credentials"), secrets, jwks, List.of(), List.of()));
    }

    /** Makes the registry and the feed say so. */
    void fact(String key, long epoch, boolean suspended, boolean ended, long version) {
        registry.fact(key, epoch, suspended, ended, version);
        feed.put(new AccessEntry(key, epoch, suspended, ended, version));
    }

    /** Makes the consent-service and the feed say that whatever was authorized under a lower epoch is dead. */
    void cut(String key, long epoch) {
        consent.access.says(new AccessEntry(key, epoch, false, false, epoch));
        feed.put(new AccessEntry(key, epoch, false, false, epoch));
    }

    Answer token(String clientId, String... form) {
        return oauth("/o/acme/oauth2/token", clientId, form);
    }

    /** Posts a form without more, as the gateway passes it on from somebody's address. */
    Answer oauthFrom(String address, String path, String... form) {
        return oauth(request(path).header("X-Real-IP", address), null, form);
    }

    /** Posts a form with client and secret by Basic. */
    Answer oauth(String path, @Nullable String clientId, String... form) {
        return oauth(request(path), clientId, form);
    }

    private Answer oauth(HttpRequest.Builder request, @Nullable String clientId, String... form) {
        var body = new StringBuilder();
        for (var at = 0; at < form.length; at += 2) {
            body.append(at == 0 ? "" : "&").append(form[at]).append('=').append(URLEncoder.encode(form[at + 1], StandardCharsets.UTF_8));
        }
        request.header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (clientId != null) {
            request.header("Authorization", basic(clientId, clientId));
        }
        return send(request);
    }

    /** Posts a form as somebody with a passport. */
    Answer form(Passport caller, String path, String form) {
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + bean(PassportMint.class).mint(caller, "token-service"))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    static String basic(String clientId, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Where it listens. */
    String address() {
        return request("").build().uri().toString();
    }

    /** Without any credential. */
    Answer get(String path) {
        return send(request(path));
    }

    /** The claims of the access token in an answer, unverified. */
    static JWTClaimsSet claims(Answer answer) {
        try {
            return SignedJWT.parse(answer.text("/access_token")).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(answer.content(), e);
        }
    }

    /** The connection of the access token in an answer. */
    static String connection(Answer answer) {
        return String.valueOf(claims(answer).getClaim("cid"));
    }

    static String sha256(String text) {
        return Sha256.hex(text);
    }

    @Override
    public void close() {
        replicas.forEach(RunningTokenService::stop);
        registry.close();
        consent.close();
        super.close();
    }
}
