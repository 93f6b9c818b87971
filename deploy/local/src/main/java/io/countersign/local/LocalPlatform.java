package io.countersign.local;

import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.SignIn;
import io.countersign.local.demo.Target;
import io.countersign.testkit.PartFailed;
import io.countersign.testkit.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The whole platform on loopback ports of this machine: its parts, the five services and the sample server, each a process of its own
 * whose data and log are in one directory. Starting twice is harmless: what runs is kept.
 */
public final class LocalPlatform {
    static final String ORGANIZATION = "acme";
    /** A service that is stopped for the first time writes down what makes its next start quick, which takes a while. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final DataDirectory data;
    private final Ports ports;
    private final Jars jars;
    private final Progress progress;
    private final Installation installation;

    private LocalPlatform(DataDirectory data, Ports ports, Path project, Progress progress, Installation installation) {
        this.data = data;
        this.ports = ports;
        this.jars = new Jars(project);
        this.progress = progress;
        this.installation = installation;
    }

    /** A platform to be started, or started already, with its data in a directory. */
    public static LocalPlatform in(Path data, int portBase, Path project, Progress progress) {
        return in(data, portBase, project, progress, Installation.ORDINARY);
    }

    /** One that differs from others. */
    public static LocalPlatform in(Path data, int portBase, Path project, Progress progress, Installation installation) {
        return new LocalPlatform(new DataDirectory(data), new Ports(portBase), project, progress, installation);
    }

    /** The platform that a data directory remembers. */
    static LocalPlatform recorded(Path data, Path project, Progress progress) {
        var directory = new DataDirectory(data);
        var platform = directory.read("platform.json")
                .orElseThrow(
                        () -> new CannotStart("No platform was started with the data directory " + data + ". Run deploy/local/up first."));
        return new LocalPlatform(directory, new Ports(platform.path("base").asInt()), project, progress,
                Installation.ORDINARY);
    }

    /**
     * Starts what does not run. When a part fails, what this call started is stopped again.
     *
     * @throws CannotStart with one sentence
     */
    public void up() {
        requireSamePorts();
        var before = data.processes().keySet().stream().filter(this::running).toList();
        try {
            data.write("platform.json", ports);
            var foundation = foundation();
            var underWay = new ArrayList<>(foundation.up());
            var backing = foundation.backing();
            Arrays.stream(Service.values()).map(service -> start(service, backing)).forEach(underWay::add);
            underWay.forEach(part -> part.await(progress));
            registerSampleServer();
            appointProjectAdmins(backing);
        } catch (CannotStart | PartFailed failed) {
            progress.end("failed");
            List.copyOf(data.processes().values()).reversed().stream().filter(process -> !before.contains(process.name()))
                    .forEach(process -> process.stop(GRACE));
            throw failed;
        }
    }

    /** Stops what was started with this data directory and nothing else; the data stays. */
    public void down() {
        var processes = List.copyOf(data.processes().values());
        var services = Arrays.stream(Service.values()).map(Service::part).collect(Collectors.toSet());
        processes.stream().filter(process -> services.contains(process.name())).forEach(Running::ask);
        for (var process : processes.reversed()) {
            progress.begin("stopping " + process.name());
            process.stop(GRACE);
            progress.end("stopped");
        }
        data.forgetProcesses();
        jars.keepRecordings();
    }

    /** Ends one part at once, as {@code kill -9} does. */
    public void kill(String part) {
        var process = data.processes().get(part);
        if (process == null) {
            throw new IllegalArgumentException(part + " was not started here");
        }
        process.kill();
    }

    /** Ends every part at once, where the data are not needed any more. */
    public void kill() {
        data.processes().values().forEach(Running::kill);
    }

    private boolean running(String part) {
        var process = data.processes().get(part);
        return process != null && process.alive();
    }

    private Starting start(Service service, BackingServices backing) {
        var part = service.part();
        var launch = service.launch(jars.program(service), ports, backing, data, installation);
        var known = data.processes().get(part);
        if (known != null && known.serves(launch)) {
            return new Starting(part, launch, null, Starting.NOTHING, ports.url(part));
        }
        ports.requireFree(part, service.ports(ports));
        var process = launch.start();
        data.remember(Running.of(part, process, launch.log()));
        return new Starting(part, launch, process, Starting.NOTHING, ports.url(part));
    }

    private void registerSampleServer() {
        if (data.read("sample.json").isEmpty()) {
            data.write("sample.json", Setup.registerServer(target(), "sample"));
        }
    }

    /** As the owner who signed in: a role is nothing a management key can give away (C-3). */
    private void appointProjectAdmins(BackingServices backing) {
        var admins = backing.peopleWith("project-admin");
        if (admins.isEmpty() || data.read("project-admins.json").isPresent()) {
            return;
        }
        var role = "project-admin:" + sampleServer().projectId();
        var owner = Browser.signedIn(target(), Person.OWNER);
        admins.forEach(admin -> owner.post("/roles", Map.of("userId", admin.id(), "role", role)).expect(204));
        data.write("project-admins.json", admins.stream().map(Person::id).toList());
    }

    /** The token somebody gets who signs in to the Keycloak that was started here; it opens the API. */
    public String signIn(Person person) {
        return SignIn.at(foundation().backing().issuer()).as(person.username(), person.password());
    }

    private BackingServiceLauncher foundation() {
        return new BackingServiceLauncher(data, ports, progress);
    }

    private void requireSamePorts() {
        data.read("platform.json").map(platform -> platform.path("base").asInt()).filter(base -> base != ports.base()).ifPresent(base -> {
            throw new CannotStart("The platform in " + data.root() + " was made with --port-base " + base
                    + ", and its addresses never change. Use that, or another --data.");
        });
    }

    /** What a demonstration needs to know. */
    public Target target() {
        return target(ORGANIZATION);
    }

    /** The same, of one of the organizations the bootstrap made. */
    public Target target(String organization) {
        var keys = keysOf(organization);
        return new Target(URI.create(ports.url("gateway") + "/"), organization, keys.path("ownerKey").asString(),
                keys.path("auditorKey").asString(),
                URI.create(ports.url("sample-server") + "/mcp"), data.directory("demo"), verifierKey(), witness());
    }

    private Path verifierKey() {
        return data.directory("keys").resolve("checkpoint.vkey");
    }

    private Path witness() {
        return data.directory("witness").resolve("checkpoints.jsonl");
    }

    private JsonNode keysOf(String organization) {
        var file = data.keysOf(organization);
        return data.read(file.getFileName().toString()).orElseThrow(
                () -> new CannotStart("The management keys that the bootstrap wrote are gone (" + file + "); they were shown once."));
    }

    /** Everything one can reach, for people's tables and other programs. */
    public Description describe() {
        var keys = keysOf(ORGANIZATION);
        var sample = data.read("sample.json")
                .orElseThrow(() -> new CannotStart("The platform has not started completely. Run deploy/local/up."));
        var gateway = ports.url("gateway");
        var foundation = foundation();
        var backing = foundation.backing();
        return new Description(data.root().toString(), gateway, gateway + "/o/" + ORGANIZATION, backing.keycloak().toString(),
                new Description.Organization(keys.path("organization").path("id").asString(), ORGANIZATION),
                backing.people().stream()
                        .map(person -> new Description.User(person.username(), person.password(), person.id(), person.roles()))
                        .toList(),
                new Description.ManagementKeys(keys.path("ownerKey").asString(), keys.path("auditorKey").asString()),
                operator(), proof(gateway), new Description.Sample(sample.path("id").asString(), sample.path("resource").asString(),
                        ports.url("sample-server") + "/mcp"),
                foundation.parts(), data.processes().values().stream().filter(Running::alive)
                        .map(process -> new Description.ProcessOf(process.name(), process.pid(), process.log().toString())).toList());
    }

    private Description.Proof proof(String gateway) {
        try {
            return new Description.Proof(Files.readString(verifierKey()).strip(), verifierKey().toString(), witness().toString(),
                    gateway + "/.well-known/countersign/checkpoint-key", gateway + "/api/v1/orgs/" + ORGANIZATION + "/checkpoints/witness");
        } catch (IOException unreadable) {
            throw new CannotStart("The checkpoints' key is gone (" + verifierKey() + "). Run deploy/local/up.");
        }
    }

    private Description.Operator operator() {
        return new Description.Operator(DataDirectory.OPERATOR, data.operators().resolve(DataDirectory.OPERATOR).toString(),
                Stream.of(Service.REGISTRY, Service.CONSENT, Service.TOKEN, Service.AUDIT).map(Service::part)
                        .map(part -> new Description.Endpoints(part, "http://127.0.0.1:" + ports.management(part) + "/actuator")).toList());
    }

    /** Base URL of token-service itself, beside the gateway. */
    public String tokenService() {
        return ports.url("token-service");
    }

    /** The server that {@link #up} registered. */
    public SampleServer sampleServer() {
        var sample = data.read("sample.json").orElseThrow();
        return new SampleServer(sample.path("projectId").asString(), sample.path("id").asString(), sample.path("resource").asString());
    }
}
