package io.countersign.testkit.harness.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway publishes of one part of the native API is what that part's controllers say. */
public final class PublishedDescription {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path PUBLISHED = Path.of("..", "gateway", "src", "main", "resources", "openapi");
    private static final Path FOUND = Path.of("target", "openapi");

    private PublishedDescription() {
    }

    /**
     * @param part        for example {@code token}
     * @param description what its controllers say
     */
    public static void is(String part, JsonNode description) {
        var file = part + ".json";
        var found = description.asObject().retain("paths", "components");
        try {
            Files.createDirectories(FOUND);
            Files.writeString(FOUND.resolve(file), JSON.writeValueAsString(found) + "\n");
            var published = Files.exists(PUBLISHED.resolve(file)) ? JSON.readTree(Files.readString(PUBLISHED.resolve(file))) : null;
            assertThat(found).as("The API of %s has changed. Read the change, then publish it: copy %s over %s", part,
                    FOUND.resolve(file).toAbsolutePath(), PUBLISHED.resolve(file).toAbsolutePath().normalize()).isEqualTo(published);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
