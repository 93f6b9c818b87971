package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one kind against one running service, each beginning with a registry that answers, two servers, no cuts and a fresh feed. */
abstract class ProtocolTest {
    static final String GRANT = "client_credentials";
    static final String TOKEN = "/o/acme/oauth2/token";
    @TempDir
    static Path directory;
    static RunningTokenService service;

    @BeforeAll
    static void start() {
        service = new RunningTokenService(directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void openWorld() {
        service.registry.silent = false;
        service.registry.access.clear();
        service.feed.age(Duration.ZERO);
        service.registry.server("billing", 3_600, 7_200L, "billing:read", "billing:write");
        service.registry.server("files", 3_600, null, "files:read");
    }

    static String[] request(String... more) {
        return Stream.concat(Stream.of("grant_type", GRANT, "resource", FakeRegistry.resource("billing")), Stream.of(more))
                .toArray(String[]::new);
    }

    static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(status);
        assertThat(answer.text("/error")).isEqualTo(error);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
