package io.countersign.testkit.harness;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import io.countersign.testkit.Parts;
import io.countersign.testkit.harness.description.PublishedProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.context.request.RequestContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service on a real port, with its own database and the run's broker unless another is set. It trusts the passports it mints itself,
 * and can be started again.
 */
public class RunningService implements AutoCloseable {
    private static final String BROKER = "spring.kafka.bootstrap-servers";
    private static final String DESCRIBED_AT = "/internal/openapi";
    private static final Map<String, String> DESCRIPTION = Map.of("springdoc.api-docs.path", DESCRIBED_AT,
            "springdoc.paths-to-match", "/api/**", "springdoc.default-flat-param-object", "true",
            "springdoc.default-produces-media-type", "application/json", "springdoc.writer-with-order-by-keys", "true");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Class<?> application;
    private final String name;
    private final Start start;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ViewQueries queries = new ViewQueries(() -> RequestContextHolder.getRequestAttributes() != null);
    private ConfigurableApplicationContext context;

    /** @param name of the service, for example {@code consent-service} */
    protected RunningService(Class<?> application, String name, Start start) {
        this.application = application;
        this.name = name;
        this.start = start;
        this.context = started();
    }

    private ConfigurableApplicationContext started() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("countersign.keys.directory", start.directory().resolve("keys").toString());
        settings.put("countersign.keys.create-missing", "true");
        settings.put("countersign.passport.trusted-issuers", name);
        settings.put("countersign.passport.caller-issuers", name);
        settings.put("spring.mongodb.uri", start.mongo().uri(name.replace("-service", "")));
        settings.putAll(DESCRIPTION);
        settings.putAll(start.settings());
        settings.computeIfAbsent(BROKER, _ -> Parts.kafka().bootstrapServers());
        var spring = new SpringApplication(application);
        spring.addInitializers(fresh -> start.beans().accept((GenericApplicationContext) fresh));
        spring.addInitializers(fresh -> ((GenericApplicationContext) fresh).registerBean(MongoClientSettingsBuilderCustomizer.class,
                () -> client -> client.addCommandListener(queries)));
        return spring.run(settings.entrySet().stream().map(each -> "--" + each.getKey() + "=" + each.getValue()).toArray(String[]::new));
    }

    /** Ends the process, as far as one can within one, and starts it on the same database. */
    public void restart() {
        context.close();
        context = started();
    }

    /** Ends the process, does something without it, and starts it on the same database. */
    public void pause(Runnable meanwhile) {
        context.close();
        try {
            meanwhile.run();
        } finally {
            context = started();
        }
    }

    /** Another process on the same database, with the same keys; it ends with {@link #leave}. */
    public RunningService beside() {
        return new RunningService(application, name, start);
    }

    /** Ends this one of several processes. */
    public void leave() {
        stop();
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
        return new Passport(actor, organization, Set.of(roles), Instant.now(bean(Clock.class)).minus(age), method,
                Passport.SESSION.equals(method) ? "session-of-" + actor.id() : null);
    }

    /** What its controllers say of the native API (OpenAPI). */
    public JsonNode description() {
        return get(service("org-1"), DESCRIBED_AT).body();
    }

    public Answer get(Passport caller, String path, String... headers) {
        return send(caller, path, "GET", "", headers);
    }

    public Answer post(Passport caller, String path, String body, String... headers) {
        return send(caller, path, "POST", body, headers);
    }

    public Answer delete(Passport caller, String path, String... headers) {
        return send(caller, path, "DELETE", "", headers);
    }

    /** @param headers names and values in turn */
    public Answer send(Passport caller, String path, String method, String body, String... headers) {
        var request = request(path).header("Authorization", "Bearer " + bean(PassportMint.class).mint(caller, name))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** To this service, as far as its path. */
    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path));
    }

    protected Answer send(HttpRequest.Builder request) {
        try {
            var answer = new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            PublishedProblems.check(answer.header("Content-Type"), answer.content());
            return answer;
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

    /** All beans of one type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** What it asked of its views until now. */
    public ViewQueries queries() {
        return queries;
    }

    /** Ends the service and leaves its database. */
    protected void stop() {
        context.close();
        http.close();
    }

    @Override
    public void close() {
        stop();
        start.mongo().close();
    }

    /** Status, headers, bytes, and what they say where they are JSON. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public byte[] bytes() {
            return response.body();
        }

        public String content() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /** An empty object where the answer is no JSON. */
        public JsonNode body() {
            return header("Content-Type").contains("json") && bytes().length > 0 ? JSON.readTree(bytes()) : JSON.createObjectNode();
        }

        public String text(String pointer) {
            return body().at(pointer).asString("");
        }

        public String header(String header) {
            return response.headers().firstValue(header).orElse("");
        }
    }
}
