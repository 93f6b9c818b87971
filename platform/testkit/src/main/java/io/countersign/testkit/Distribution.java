package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the build laid out Kafka's jars and Keycloak's distribution: the module {@code platform/testkit/parts}. */
final class Distribution {

    private static final String PLACE = "platform/testkit/parts/target";
    private static final String PROPERTY = "countersign.parts";

    private Distribution() {
    }

    /** The directory of Kafka's jars. */
    static Path kafka() {
        return part("kafka");
    }

    /** The root of Keycloak's distribution. */
    static Path keycloak() {
        try (Stream<Path> entries = Files.list(part("keycloak"))) {
            return entries.filter(entry -> Files.isDirectory(entry.resolve("lib/quarkus"))).findFirst().orElseThrow(Distribution::missing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path part(String name) {
        String given = System.getProperty(PROPERTY);
        Optional<Path> parts = given != null ? Optional.of(Path.of(given)) : above(Path.of("").toAbsolutePath());
        return parts.map(directory -> directory.resolve(name)).filter(Files::isDirectory).orElseThrow(Distribution::missing);
    }

    private static Optional<Path> above(@Nullable Path start) {
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(PLACE))) {
                return Optional.of(at.resolve(PLACE));
            }
        }
        return Optional.empty();
    }

    private static PartFailed missing() {
        return new PartFailed("Kafka and Keycloak are not laid out: run \"mvn process-resources -pl platform/testkit/parts\" once, "
                + "or give their directory as -D" + PROPERTY + "=….");
    }
}
