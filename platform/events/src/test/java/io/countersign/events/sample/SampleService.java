package io.countersign.events.sample;

import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.events.log.EventCatalog;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The sample service on a real port and an embedded server, as a registry or token service is. */
public final class SampleService implements AutoCloseable {
    public static final String NAME = "sample-service";
    public static final String OPERATOR = "night-shift";
    public static final String OPERATOR_TOKEN = "0123456789abcdef0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();
    private final ConfigurableApplicationContext context;

    /** @param more settings that win over those of the fixture */
    public SampleService(Path keys, List<Class<?>> parts, Map<String, String> more) {
        var sources = new ArrayList<Class<?>>(parts);
        sources.add(Application.class);
        var settings = new TreeMap<>(Map.of("spring.application.name", NAME, "server.port", "0",
                "countersign.keys.directory", keys.toString(), "countersign.keys.create-missing", "true",
                "countersign.passport.trusted-issuers", NAME, "countersign.passport.caller-issuers", NAME,
                "spring.mongodb.uri", mongo.uri("sample"), "countersign.logs[0].name", "sample",
                "countersign.logs[0].topic", "countersign.sample"));
        settings.put("countersign.operators.token-directory", operators(keys));
        settings.putAll(more);
        context = new SpringApplication(sources.toArray(Class<?>[]::new))
                .run(settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static String operators(Path keys) {
        try {
            var directory = Files.createDirectories(keys.resolve("operators"));
            Files.writeString(directory.resolve(OPERATOR), OPERATOR_TOKEN + "\n");
            return directory.toString();
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public DurableMongoServer mongo() {
        return mongo;
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> post(String path, String body, String... headers) {
        var caller = new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), "org-1", Set.of("owner"), bean(Clock.class).instant(),
                "management_key");
        var request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + bean(PassportMint.class).mint(caller, NAME)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Asks the management port, as the operator. */
    public HttpResponse<String> manage(String path) {
        return send(asOperator(path).GET());
    }

    /** Tells the management port to do something, as the operator. */
    public HttpResponse<String> manage(String path, String body) {
        return send(asOperator(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder asOperator(String path) {
        return HttpRequest.newBuilder(management(path)).header("Authorization", "Bearer " + OPERATOR_TOKEN);
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the service; its database stays until {@link #close}. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        context.close();
        mongo.close();
        http.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan
    static class Application {
        @Bean
        EventCatalog catalog(@Value("${countersign.logs[0].topic}") String topic) {
            return EventCatalog.of(topic, LampEvent.class);
        }
    }
}
