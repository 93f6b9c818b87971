package io.countersign.testkit.service;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service on a real port, with its own database and the run's broker. It trusts the passports it mints itself. */
public class RunningService implements AutoCloseable {
    private final String name;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();
    private final ConfigurableApplicationContext context;

    /**
     * @param name      of the service, for example {@code consent-service}
     * @param directory for its keys
     * @param settings  beyond those of every service, as {@code --name=value}
     */
    public RunningService(Class<?> application, String name, Path directory, List<String> settings) {
        this.name = name;
        var all = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--countersign.keys.directory=" + directory.resolve("keys"), "--countersign.keys.create-missing=true",
                "--countersign.passport.trusted-issuers=" + name, "--countersign.passport.caller-issuers=" + name,
                "--spring.kafka.bootstrap-servers=" + Parts.kafka().bootstrapServers(),
                "--spring.mongodb.uri=" + mongo.uri(name.replace("-service", ""))));
        all.addAll(settings);
        context = new SpringApplication(application).run(all.toArray(String[]::new));
    }

    /** A person who signed in just now. */
    public Passport person(String organization, String userId, String... roles) {
        return passport(new Actor(Actor.Type.MEMBER, userId), organization, "session", Duration.ZERO, roles);
    }

    /** A management key. */
    public Passport key(String organization, String... roles) {
        return passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), organization, "management_key", Duration.ZERO, roles);
    }

    /** Another service. */
    public Passport service(String organization) {
        return passport(new Actor(Actor.Type.SYSTEM, "token-service"), organization, "service", Duration.ZERO, Passport.SERVICE);
    }

    /** @param age since the caller proved who it is */
    public Passport passport(Actor actor, String organization, String method, Duration age, String... roles) {
        return new Passport(actor, organization, Set.of(roles), Instant.now(context.getBean(Clock.class)).minus(age), method);
    }

    public Answer get(Passport caller, String path, String... headers) {
        return send(caller, path, "GET", "", headers);
    }

    public Answer post(Passport caller, String path, String body, String... headers) {
        return send(caller, path, "POST", body, headers);
    }

    /** @param headers names and values in turn */
    public Answer send(Passport caller, String path, String method, String body, String... headers) {
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
                .header("Authorization", "Bearer " + context.getBean(PassportMint.class).mint(caller, name))
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

    /** A bean of the running service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        mongo.close();
        http.close();
    }

    /** Status, JSON and the rest of an answer. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {
        public String header(String header) {
            return response.headers().firstValue(header).orElse("");
        }

        public String text(String pointer) {
            return body.at(pointer).asString();
        }
    }
}
