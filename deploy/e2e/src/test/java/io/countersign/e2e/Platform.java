package io.countersign.e2e;

import io.countersign.local.Installation;
import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.springframework.test.util.TestSocketUtils;

/** The platform of one test run: started when first asked for, ended with the run. */
final class Platform {
    /** Organizations that only know what their own test does. */
    static final String THEIRS = "globex";
    static final String OURS = "initech";
    static final String PAUSED = "hooli";
    private static final Path DATA = data();
    private static final TlsIdentity DOCUMENTS = TlsIdentity.in(DATA.resolve("documents"), "dns:localhost");
    private static final LocalPlatform RUNNING = start();

    private Platform() {
    }

    static LocalPlatform running() {
        return RUNNING;
    }

    /** What serves documents on this machine, and is believed by the platform. */
    static SSLContext documents() {
        return DOCUMENTS.context();
    }

    /** Connection string of what one of its services keeps. */
    static String store(LocalPlatform platform, String service) {
        var mongodb = platform.describe().parts().stream().filter(part -> part.name().equals("mongodb")).findFirst().orElseThrow();
        return MongoPart.withDatabase(mongodb.address(), service);
    }

    private static LocalPlatform start() {
        var project = Path.of(System.getProperty("countersign.project", "../.."));
        var base = 20_000 + TestSocketUtils.findAvailableTcpPort() % 200 * 50;
        var believes = List.of("--countersign.outbound.ssl-bundle=documents",
                "--spring.ssl.bundle.pem.documents.truststore.certificate=file:" + DOCUMENTS.certificate());
        var platform = LocalPlatform.in(DATA, base, project, Progress.printing(System.err),
                new Installation(List.of("acme", THEIRS, OURS, PAUSED), Map.of("registry-service", believes, "consent-service",
                        List.of("--countersign.leavers.reconcile=PT20S", "--countersign.leavers.tick=PT2S"))));
        Runtime.getRuntime().addShutdownHook(new Thread(platform::kill, "end the platform"));
        platform.up();
        return platform;
    }

    private static Path data() {
        try {
            return Files.createTempDirectory("countersign-e2e-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
