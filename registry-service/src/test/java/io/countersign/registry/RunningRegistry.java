package io.countersign.registry;

import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry as it runs, with two bootstrapped organizations, {@code acme} and {@code globex}, and {@code usr-operator} as operator. */
final class RunningRegistry extends RunningService {
    final FakeTokens tokens;
    private final Path directory;

    RunningRegistry(Path directory) {
        this(Start.in(directory), directory, new FakeTokens());
    }

    /** @param broker instead of the run's */
    RunningRegistry(Path directory, String broker) {
        this(Start.in(directory).with("spring.kafka.bootstrap-servers", broker), directory, new FakeTokens());
    }

    private RunningRegistry(Start start, Path directory, FakeTokens tokens) {
        super(RegistryApplication.class, "registry-service", start.with(Map.of(
                "countersign.outbound.allowed-ranges", "127.0.0.0/8", "countersign.outbound.loopback-http", "true",
                "countersign.operators.users", "usr-operator",
                "countersign.bootstrap.organizations[0].slug", "acme",
                "countersign.bootstrap.organizations[0].output", keysOf(directory, "acme").toString(),
                "countersign.bootstrap.organizations[0].owners", "usr-founder,usr-partner",
                "countersign.bootstrap.organizations[0].auditors", "usr-partner",
                "countersign.bootstrap.organizations[1].slug", "globex", "countersign.bootstrap.organizations[1].name", "Globex Inc",
                "countersign.bootstrap.organizations[1].output", keysOf(directory, "globex").toString()))
                .with("countersign.services.token", tokens.uri())
                .with("countersign.key-expiry.look", "PT1S")
                .with("countersign.bootstrap.organizations[2].slug", "initech")
                .with("countersign.bootstrap.organizations[2].owner-key-file", givenKey(directory).toString())
                .with("countersign.bootstrap.organizations[3].slug", "hooli")
                .with("countersign.bootstrap.organizations[3].owners", "usr-founder"));
        this.directory = directory;
        this.tokens = tokens;
    }

    JsonNode bootstrap(String organization) {
        return JsonMapper.builder().build().readTree(bootstrapFile(organization));
    }

    Path bootstrapFile(String organization) {
        return keysOf(directory, organization);
    }

    /** Holds the key that the owner of {@code initech} was given. */
    Path givenKeyFile() {
        return directory.resolve("given-key");
    }

    private static Path givenKey(Path directory) {
        try {
            return Files.writeString(directory.resolve("given-key"), "csk_key-01BX5ZZKBKACTAV9WEVGEMMVRZ_" + "B".repeat(43) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its id. */
    String organization(String slug) {
        return bootstrap(slug).at("/organization/id").asString();
    }

    /**
     * A client that nobody knows registers itself.
     *
     * @param headers names and values in turn
     */
    Answer register(String slug, String metadata, String... headers) {
        var request = request("/o/" + slug + "/oauth2/register").POST(HttpRequest.BodyPublishers.ofString(metadata));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /**
     * Whoever holds this token manages a registration.
     *
     * @param body empty for none
     */
    Answer manage(String method, String uri, String token, String body) {
        var request = request(URI.create(uri).getPath()).method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json").header("X-Real-IP", "198.51.100." + (128 + (uri.hashCode() & 63)));
        return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    /** The management key of an organization's owner. */
    Passport owner(String slug) {
        return key(organization(slug), "owner");
    }

    private static Path keysOf(Path directory, String organization) {
        return directory.resolve(organization + ".json");
    }
}
