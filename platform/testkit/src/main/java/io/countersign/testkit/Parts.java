package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one test run: each is started when it is first asked for, shared by all tests of the run, and ended with it. A test that
 * kills one starts it again.
 */
public final class Parts {

    private static final Path DIRECTORY = directory();
    private static final Shared<KafkaPart> KAFKA = new Shared<>(
            () -> new KafkaPart(DIRECTORY.resolve("kafka"), Probe.freePort(), Probe.freePort()));
    private static final Shared<MongoPart> MONGO = new Shared<>(() -> new MongoPart(DIRECTORY.resolve("mongo"), Probe.freePort()));
    private static final Shared<KeycloakPart> KEYCLOAK = new Shared<>(
            () -> new KeycloakPart(DIRECTORY.resolve("keycloak"), Probe.freePort(), "http://127.0.0.1:8080"));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Parts::end, "end parts"));
    }

    private Parts() {
    }

    public static KafkaPart kafka() {
        return KAFKA.running();
    }

    /** The MongoDB server of the run when it is ours, to be killed; most tests need only {@link #mongoUri}. */
    public static MongoPart mongo() {
        return MONGO.running();
    }

    public static KeycloakPart keycloak() {
        return KEYCLOAK.running();
    }

    /** A database on {@code COUNTERSIGN_TEST_MONGODB_URI} or {@code MONGODB_URI} when given, else on {@link #mongo()}. */
    public static String mongoUri(String database) {
        return MongoPart.withDatabase(givenMongo().orElseGet(() -> mongo().uri()), database);
    }

    private static Optional<String> givenMongo() {
        return Stream.of("COUNTERSIGN_TEST_MONGODB_URI", "MONGODB_URI").map(System::getenv).filter(uri -> uri != null && !uri.isBlank())
                .findFirst();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("countersign-parts-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end() {
        KAFKA.end();
        MONGO.end();
        KEYCLOAK.end();
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // the directory is a temporary one; what cannot be deleted stays
        }
    }

    private static final class Shared<P extends LaunchedPart> {

        private final Supplier<P> maker;
        private @Nullable P part;

        Shared(Supplier<P> maker) {
            this.maker = maker;
        }

        synchronized P running() {
            P known = part;
            if (known == null) {
                known = maker.get();
                part = known;
                known.start();
            }
            return known;
        }

        synchronized void end() {
            if (part != null) {
                part.kill();
            }
        }
    }
}
