package io.countersign.testkit.harness.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Codes of problems (RFC 9457) that the gateway publishes the meaning of. */
public final class PublishedProblems {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path PUBLISHED = Path.of("..", "gateway", "src", "main", "resources", "openapi", "problems.json");

    private PublishedProblems() {
    }

    /** Whatever else an answer is, a problem is one that was published. */
    public static void check(String contentType, String body) {
        if (contentType.startsWith("application/problem+json")) {
            assertThat(JSON.readTree(body).path("code").asString()).as("A code of %s, which gateway/…/openapi/problems.json explains", body)
                    .isIn(Codes.PUBLISHED);
        }
    }

    private static final class Codes {
        private static final Set<String> PUBLISHED = Set.copyOf(read());

        private Codes() {
        }

        private static Collection<String> read() {
            try {
                return JSON.readTree(Files.readString(PublishedProblems.PUBLISHED)).propertyNames();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
