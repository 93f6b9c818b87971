package io.countersign.token.protocol;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.eventstore.AccessEntry;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.SecretAnswer;
import io.countersign.starter.access.AccessTable;
import io.countersign.starter.event.Actor;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.passport.PassportMint;
import io.countersign.testkit.VirtualClock;
import io.countersign.token.TokenApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The token service on a real port with its own database, a registry that speaks the contract, a clock and a feed that a test moves. */
final class RunningTokenService implements AutoCloseable {
    static final String NAME = "token-service";
    static final String ISSUER = "https://cs.example/o/acme";
    private static final String[] NO_BROKER = {"--spring.kafka.bootstrap-servers=127.0.0.1:1",
            "--spring.kafka.listener.auto-startup=false", "--countersign.relay.enabled=false"};
    final FakeRegistry registry;
    final HeldTable feed = new HeldTable();
    final VirtualClock clock;
    final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final DurableMongoServer mongo;
    private final Path directory;
    private final String[] kafka;
    private final List<RunningTokenService> replicas = new ArrayList<>();

    /** Without a broker: nothing is published and no view is fed. */
    RunningTokenService(Path directory) {
        this(directory, NO_BROKER);
    }

    RunningTokenService(Path directory, String... kafka) {
        this(directory, new FakeRegistry(), VirtualClock.at("2026-11-21T09:00:00Z"), DurableMongoServer.inMemory(), kafka);
    }

    private RunningTokenService(Path directory, FakeRegistry registry, VirtualClock clock, DurableMongoServer mongo, String... kafka) {
        this.directory = directory;
        this.registry = registry;
        this.clock = clock;
        this.mongo = mongo;
        this.kafka = kafka;
        var application = new SpringApplication(TokenApplication.class);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) beans -> {
            beans.registerBean("heldTable", AccessTable.class, () -> feed, definition -> definition.setPrimary(true));
            beans.registerBean("virtualClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
        });
        var settings = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--countersign.base-url=https://cs.example", "--countersign.keys.directory=" + directory.resolve("keys"),
                "--countersign.keys.create-missing=true", "--countersign.passport.trusted-issuers=" + NAME,
                "--countersign.passport.caller-issuers=" + NAME, "--countersign.services.registry=" + registry.uri(),
                "--spring.mongodb.uri=" + mongo.uri("token"), "--logging.level.org.apache.kafka=off"));
        settings.addAll(List.of(kafka));
        context = application.run(settings.toArray(String[]::new));
    }

    /** Another process on the same database, with the same keys, registry and clock, and a feed of its own. */
    RunningTokenService replica(String... settings) {
        var names = Stream.of(settings).map(setting -> setting.substring(0, setting.indexOf('='))).toList();
        var all = Stream.concat(Stream.of(kafka).filter(setting -> !names.contains(setting.substring(0, setting.indexOf('=')))),
                Stream.of(settings)).toArray(String[]::new);
        var replica = new RunningTokenService(directory, registry, clock, mongo, all);
        replicas.add(replica);
        return replica;
    }

    /** Registers a client with a secret equal to its id and binds it. */
    String client(String clientId, String serverId, String... scopes) {
        client(clientId, "client_secret_basic", List.of(new SecretAnswer("sec-1", sha256(clientId), null)), null);
        registry.bind(clientId, serverId, 1, scopes);
        return clientId;
    }

    void client(String clientId, String method, List<SecretAnswer> secrets, @Nullable String jwks) {
        registry.clients.put(clientId,
                new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, "Reports", "ACTIVE", method,
                        List.of("client_credentials"), secrets, jwks, List.of()));
    }

    /** Makes the registry and the feed say so. */
    void fact(String key, long epoch, boolean suspended, boolean ended, long version) {
        registry.facts.put(key, new AccessFact(key, epoch, suspended, ended, version));
        feed.put(new AccessEntry(key, epoch, suspended, ended, version));
    }

    Answer token(String clientId, String... form) {
        return oauth("/o/acme/oauth2/token", clientId, form);
    }

    /** Posts a form with client and secret by Basic. */
    Answer oauth(String path, @Nullable String clientId, String... form) {
        var body = new StringBuilder();
        for (var at = 0; at < form.length; at += 2) {
            body.append(at == 0 ? "" : "&").append(form[at]).append('=').append(URLEncoder.encode(form[at + 1], StandardCharsets.UTF_8));
        }
        var request = request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (clientId != null) {
            request.header("Authorization", basic(clientId, clientId));
        }
        return send(request.build());
    }

    static String basic(String clientId, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path) {
        return send(request(path).build());
    }

    Answer api(Passport caller, String method, String path, String body) {
        return send(request(path).header("Authorization", "Bearer " + context.getBean(PassportMint.class).mint(caller, NAME))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Passport caller(String organization, String... roles) {
        return new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), organization, Set.of(roles), Instant.now(clock),
                "management_key");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path));
    }

    Answer send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), type.contains("json") ? json.readTree(response.body()) : json.createObjectNode(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.stop());
        stop();
        registry.close();
        mongo.close();
    }

    private void stop() {
        context.close();
        http.close();
    }

    /** Status, JSON and the rest of an answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        /** The claims of the access token in it, unverified. */
        JWTClaimsSet claims() {
            try {
                return SignedJWT.parse(text("/access_token")).getJWTClaimsSet();
            } catch (ParseException e) {
                throw new AssertionError(response.body(), e);
            }
        }

        String connection() {
            return String.valueOf(claims().getClaim("cid"));
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
