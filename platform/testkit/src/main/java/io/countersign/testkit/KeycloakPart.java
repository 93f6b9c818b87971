package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real Keycloak distribution with the realm {@code countersign}: Organizations switched on, the organization {@code acme}, the people
 * of {@link Person}, the client of the gateway and a public client for API callers.
 */
public final class KeycloakPart extends LaunchedPart {

    public static final String REALM = "countersign";
    /** The administrator of the whole server, for tests and the local stack. */
    public static final String ADMIN_USERNAME = "admin";
    public static final String ADMIN_PASSWORD = "admin-local";
    /** The gateway's client and its secret in the imported realm. */
    public static final String GATEWAY_CLIENT = "countersign-gateway";
    public static final String GATEWAY_SECRET = "countersign-gateway-local";
    /** The client whose service account reads users, organizations and admin events, and nothing else, and its secret in the imported realm. */
    public static final String DIRECTORY_CLIENT = "countersign-directory";
    public static final String DIRECTORY_SECRET = "countersign-directory-local";
    /** Id of the organization {@code acme}, the same in every realm that is imported. */
    public static final String ORGANIZATION = "6f1b2f6e-0c51-4d0a-9a5e-0000000000a1";
    /** The audience a Keycloak bearer token needs for the API. */
    public static final String API_AUDIENCE = "countersign-api";

    private static final Path DATABASE = Path.of("data/h2/keycloakdb.mv.db");

    private final Path home;
    private final int port;
    private final String gateway;

    /** A server with its data and its log in that directory; its realm knows the gateway at that base URL. */
    public KeycloakPart(Path home, int port, String gateway) {
        this.home = home.toAbsolutePath();
        this.port = port;
        this.gateway = gateway;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String issuer() {
        return url() + "/realms/" + REALM;
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public String origin() {
        return "embedded: Keycloak distribution, one node";
    }

    @Override
    public Launch launch() {
        return new Launch("Keycloak",
                keycloak(home, "start", "--optimized", "--cache=local", "--http-enabled=true", "--http-host=127.0.0.1",
                        "--http-port=" + port, "--hostname=" + url(), "--import-realm"),
                Map.of(), home, home.resolve("keycloak.log"), () -> Probe.answers200(issuer()),
                Duration.ofMinutes(8));
    }

    /** Makes the distribution ready for every server of this machine, which {@link #prepare()} waits for. */
    public static void main(String[] arguments) {
        ready(Distribution.keycloak());
    }

    /** Links the distribution into the home of this server, whose data begin as a copy of the distribution's. */
    @Override
    public void prepare() {
        Path distribution = Distribution.keycloak();
        ready(distribution);
        try {
            Path data = home.resolve(DATABASE);
            if (!Files.exists(data)) {
                Files.createDirectories(data.getParent());
                Path copy = Files.copy(distribution.resolve(DATABASE), data.resolveSibling("copying"), StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, data, StandardCopyOption.ATOMIC_MOVE);
            }
            Path imports = Files.createDirectories(home.resolve("data/import"));
            for (String shared : List.of("lib", "conf", "providers", "themes")) {
                Files.deleteIfExists(home.resolve(shared));
                Files.createSymbolicLink(home.resolve(shared), distribution.resolve(shared));
            }
            Files.writeString(imports.resolve("countersign-realm.json"), realm());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Path> log() {
        return Optional.of(home.resolve("keycloak.log"));
    }

    private String realm() throws IOException {
        try (var template = KeycloakPart.class.getResourceAsStream("countersign-realm.json")) {
            if (template == null) {
                throw new IllegalStateException("the realm file is not on the class path");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("@GATEWAY@", gateway);
        }
    }

    /** Built for its database, and with a schema and an administrator in it. */
    private static void ready(Path distribution) {
        Once.make(distribution.resolve("countersign-ready"), ready -> {
            run(distribution, "build", "--db=dev-file", "--cache=local");
            run(distribution, "bootstrap-admin", "user", "--optimized", "--username=" + ADMIN_USERNAME,
                    "--password:env=KC_BOOTSTRAP_ADMIN_PASSWORD", "--no-prompt");
            Files.createFile(ready);
        });
    }

    private static void run(Path distribution, String... arguments) {
        Path log = distribution.resolve("countersign-ready.log");
        var tool = new Launch("Keycloak " + arguments[0], keycloak(distribution, arguments),
                Map.of("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD), distribution, log, () -> false, Duration.ofMinutes(8));
        if (tool.run() != 0) {
            throw new PartFailed(tool.name() + " failed, see " + log + ".");
        }
    }

    private static List<String> keycloak(Path home, String... arguments) {
        return Jvm.chosen().command("512m", List.of("-XX:MaxMetaspaceSize=256m", "-Dfile.encoding=UTF-8", "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dkc.home.dir=" + home, "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Dpicocli.disable.closures=true", "-cp",
                home.resolve("lib/quarkus-run.jar").toString(), "io.quarkus.bootstrap.runner.QuarkusEntryPoint"), arguments);
    }
}
