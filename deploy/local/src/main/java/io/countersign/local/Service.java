package io.countersign.local;

import io.countersign.testkit.Jvm;
import io.countersign.testkit.Launch;
import io.countersign.testkit.Person;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One of the five services or the sample server: an executable jar and its settings. */
enum Service {
    REGISTRY("registry-service"), CONSENT("consent-service"), TOKEN("token-service"), AUDIT("audit-service"), GATEWAY("gateway"), SAMPLE(
            "sample-server");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final String part;

    Service(String part) {
        this.part = part;
    }

    String part() {
        return part;
    }

    int[] ports(Ports ports) {
        return this == SAMPLE ? new int[]{ports.of(part)} : new int[]{ports.of(part), ports.management(part)};
    }

    private URI readiness(Ports ports) {
        return this == SAMPLE
                ? URI.create(ports.url(part) + "/mcp")
                : URI.create("http://127.0.0.1:" + ports.management(part) + "/actuator/health/readiness");
    }

    /** @param program options of the JVM and the jar to run */
    Launch launch(List<String> program, Ports ports, BackingServices backingServices, DataDirectory data, Installation installation) {
        var arguments = this == SAMPLE ? sample(ports) : settings(ports, backingServices, data, installation);
        var options = Stream.concat(Stream.of("-Ddisable-axoniq-console-message=true"), program.stream()).toList();
        return new Launch(part, Jvm.chosen().command("256m", options, arguments.toArray(String[]::new)), Map.of(), data.root(),
                data.log(part), () -> serves(readiness(ports)), PATIENCE);
    }

    /** A service is ready when it says so (200), the sample server when it answers: a bare GET is a client error to it. */
    private boolean serves(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            var status = connection.getResponseCode();
            return this == SAMPLE ? status < HttpURLConnection.HTTP_INTERNAL_ERROR : status == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false;
        }
    }

    /** The people of the first organization begin with their roles; a project admin gets its role when there is a project. */
    private static List<String> registry(BackingServices backingServices, DataDirectory data, List<String> organizations) {
        var settings = new ArrayList<>(List.of("--countersign.operators.users=" + ids(backingServices.peopleWith("operator")),
                "--countersign.bootstrap.organizations[0].owners=" + ids(backingServices.peopleWith("owner")),
                "--countersign.bootstrap.organizations[0].auditors=" + ids(backingServices.peopleWith("auditor")),
                "--countersign.bootstrap.organizations[0].keycloak-organization-id=" + backingServices.keycloakOrganization(),
                "--countersign.outbound.loopback-http=true"));
        for (var at = 0; at < organizations.size(); at++) {
            var founded = "--countersign.bootstrap.organizations[" + at + "].";
            settings.add(founded + "slug=" + organizations.get(at));
            settings.add(founded + "output=" + data.keysOf(organizations.get(at)));
        }
        return settings;
    }

    private static String ids(List<Person> people) {
        return people.stream().map(Person::id).collect(Collectors.joining(","));
    }

    /** MCP servers may run on this machine, but what is called there is never a part of the platform. */
    private static String ownPorts(Ports ports, BackingServices backingServices) {
        return IntStream.concat(ports.ofThePlatform(), backingServices.ports()).distinct().mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    private List<String> sample(Ports ports) {
        return List.of("--port", Integer.toString(ports.of(part)), "--gateway-jwks", ports.url("gateway") + "/.well-known/jwks.json");
    }

    private List<String> settings(Ports ports, BackingServices backingServices, DataDirectory data, Installation installation) {
        var settings = new ArrayList<>(List.of("--server.port=" + ports.of(part), "--server.address=127.0.0.1",
                "--management.server.port=" + ports.management(part), "--management.server.address=127.0.0.1",
                "--spring.kafka.bootstrap-servers=" + backingServices.kafka(), "--countersign.base-url=" + ports.url("gateway"),
                "--countersign.keys.directory=" + data.directory("keys"), "--countersign.keys.create-missing=true",
                "--countersign.services.registry=" + ports.url("registry-service"),
                "--countersign.services.consent=" + ports.url("consent-service"),
                "--countersign.services.token=" + ports.url("token-service"),
                "--countersign.services.audit=" + ports.url("audit-service"),
                "--countersign.operators.token-directory=" + data.operators(),
                "--countersign.outbound.allowed-ranges=127.0.0.0/8,::1/128",
                "--countersign.outbound.refused-ports=" + ownPorts(ports, backingServices)));
        settings.add("--spring.mongodb.uri=" + backingServices.mongodb(part));
        settings.addAll(switch (this) {
            case REGISTRY -> registry(backingServices, data, installation.organizations());
            case AUDIT -> List.of("--countersign.audit.witness.directory=" + data.directory("witness"),
                    "--countersign.audit.exports.directory=" + data.directory("exports"));
            case GATEWAY -> List.of("--countersign.keycloak.issuer=" + backingServices.issuer(),
                    "--countersign.keycloak.client-secret=" + backingServices.signInSecret());
            case CONSENT -> List.of("--countersign.directory.url=" + backingServices.keycloak(),
                    "--countersign.directory.secret=" + backingServices.directorySecret());
            case TOKEN, SAMPLE -> List.<String>of();
        });
        settings.addAll(installation.settingsOf(this));
        return settings;
    }
}
