package io.countersign.registry;

import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.starter.event.Actor;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.passport.PassportMint;
import io.countersign.testkit.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry on a real port and its own database, with a bootstrapped organization {@code acme}. */
final class RunningRegistry implements AutoCloseable {
    static final String NAME = "registry-service";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();
    private final ConfigurableApplicationContext context;
    private final Path bootstrap;

    RunningRegistry(Path directory) {
        bootstrap = directory.resolve("bootstrap.json");
        context = new SpringApplication(RegistryApplication.class).run("--server.port=0", "--management.server.port=0",
                "--countersign.keys.directory=" + directory.resolve("keys"), "--countersign.keys.create-missing=true",
                "--countersign.passport.trusted-issuers=" + NAME, "--countersign.passport.caller-issuers=" + NAME,
                "--countersign.servers.allow-private-upstreams=true",
                "--spring.kafka.bootstrap-servers=" + Parts.kafka().bootstrapServers(),
                "--spring.mongodb.uri=" + mongo.uri("registry"),
                "--countersign.bootstrap.organization=acme", "--countersign.bootstrap.output=" + bootstrap);
    }

    JsonNode bootstrap() {
        return json.readTree(bootstrap);
    }

    Path bootstrapFile() {
        return bootstrap;
    }

    Passport owner() {
        return new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), bootstrap().at("/organization/id").asString(), Set.of("owner"),
                Instant.now(context.getBean(Clock.class)), "management_key");
    }

    Passport with(String organization, String method, String... roles) {
        return new Passport(new Actor(Actor.Type.MEMBER, "usr-1"), organization, Set.of(roles),
                Instant.now(context.getBean(Clock.class)), method);
    }

    Answer get(Passport caller, String path, String... headers) {
        return send(caller, path, "GET", "", headers);
    }

    Answer post(Passport caller, String path, String body, String... headers) {
        return send(caller, path, "POST", body, headers);
    }

    Answer send(Passport caller, String path, String method, String body, String... headers) {
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
                .header("Authorization", "Bearer " + context.getBean(PassportMint.class).mint(caller, NAME))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body()),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        mongo.close();
        http.close();
    }

    /** Status, JSON and the rest of an answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String pointer) {
            return body.at(pointer).asString();
        }
    }
}
