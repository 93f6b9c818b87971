package io.countersign.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every event that was ever stored must stay readable, and today's must be written as approved: one sample per event in
 * {@code src/test/resources/approved}, named as its type without the topic.
 */
public abstract class ApprovedEvents {
    private static final String FIRST = ".v1";

    private final EventCatalog catalog;
    private final Path directory;

    /** @param catalog of all events that are approved here */
    protected ApprovedEvents(EventCatalog catalog) {
        this(catalog, "approved");
    }

    /** @param directory of the samples, below {@code src/test/resources} */
    protected ApprovedEvents(EventCatalog catalog, String directory) {
        this.catalog = catalog;
        this.directory = Path.of("src/test/resources", directory);
    }

    /** One of each. */
    protected abstract Stream<Object> samples();

    @TestFactory
    Stream<DynamicTest> anEventIsWrittenAsApprovedAndReadBack() {
        return samples().map(event -> DynamicTest.dynamicTest(event.getClass().getSimpleName(), () -> {
            var approved = read(directory.resolve(event.getClass().getSimpleName() + FIRST + ".json"));

            assertThat(EventJson.mapper().writeValueAsString(event)).isEqualTo(approved.stripTrailing());
            Object back = EventJson.mapper().readValue(approved, event.getClass());
            assertThat(back).isEqualTo(event);
        }));
    }

    @Test
    void everyEventHasAnApprovedSample() {
        assertThat(samples().map(Object::getClass).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(catalog.classes());
    }

    @Test
    void everyApprovedSampleIsOfAnEventWeKnowAndCanRead() {
        assertThat(approved()).isNotEmpty().allSatisfy(file -> {
            var type = catalog.classOf(catalog.topic() + "." + file.getFileName().toString().replace(".json", ""));
            assertThat(type).as(file.toString()).isPresent();
            Object event = EventJson.mapper().readValue(read(file), type.orElseThrow());
            assertThat(event).isNotNull();
        });
    }

    private List<Path> approved() {
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
