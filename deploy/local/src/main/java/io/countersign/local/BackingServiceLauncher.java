package io.countersign.local;

import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.LaunchedPart;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kafka, MongoDB and Keycloak: given by the environment, or started here. */
final class BackingServiceLauncher {
    private final DataDirectory data;
    private final Ports ports;
    private final Progress progress;

    BackingServiceLauncher(DataDirectory data, Ports ports, Progress progress) {
        this.data = data;
        this.ports = ports;
        this.progress = progress;
    }

    /**
     * Starts what is not given. Returns as soon as Kafka and MongoDB serve; nobody needs Keycloak before a person signs in, and it is the
     * slowest.
     *
     * @return what is still under way
     */
    List<Starting> up() {
        var needed = new ArrayList<Starting>();
        if (given("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            needed.add(start(kafkaPart(), ports.of("kafka"), ports.of("kafka-controller")));
        }
        if (given("MONGODB_URI").isEmpty()) {
            needed.add(start(mongoPart(), ports.of("mongodb")));
        }
        var later = given("KEYCLOAK_URL").isEmpty() ? List.of(start(keycloakPart(), ports.of("keycloak"))) : List.<Starting>of();
        needed.forEach(part -> part.await(progress));
        return later;
    }

    /** Where everything is reached, whether it runs or not. */
    BackingServices backing() {
        return new BackingServices(kafka(), mongodb(), keycloak(), given("KEYCLOAK_URL").isPresent() ? List.of() : Person.all());
    }

    private Starting start(LaunchedPart part, int... needed) {
        var known = data.processes().get(part.name());
        if (known != null && known.serves(part.launch())) {
            return new Starting(part.name(), part.launch(), null, part::started, part.origin());
        }
        ports.requireFree(part.name(), needed);
        part.prepare();
        var launch = part.launch();
        var process = launch.start();
        data.remember(Running.of(part.name(), process, launch.log()));
        return new Starting(part.name(), launch, process, part::started, part.origin());
    }

    /** What stands for each part, and where. */
    List<Description.PartOf> parts() {
        return List.of(new Description.PartOf("kafka", kafka(), kind("KAFKA_BOOTSTRAP_SERVERS", kafkaPart())),
                new Description.PartOf("mongodb", mongodb(), kind("MONGODB_URI", mongoPart())),
                new Description.PartOf("keycloak", keycloak().toString(), kind("KEYCLOAK_URL", keycloakPart())));
    }

    private static String kind(String variable, LaunchedPart ours) {
        return given(variable).isPresent() ? "given by " + variable : ours.origin();
    }

    private String kafka() {
        return given("KAFKA_BOOTSTRAP_SERVERS").orElseGet(() -> kafkaPart().bootstrapServers());
    }

    private String mongodb() {
        return given("MONGODB_URI").orElseGet(() -> mongoPart().uri());
    }

    private URI keycloak() {
        return URI.create(given("KEYCLOAK_URL").orElseGet(() -> keycloakPart().url()));
    }

    private KafkaPart kafkaPart() {
        return new KafkaPart(data.directory("kafka"), ports.of("kafka"), ports.of("kafka-controller"));
    }

    private MongoPart mongoPart() {
        return new MongoPart(data.directory("mongodb"), ports.of("mongodb"));
    }

    private KeycloakPart keycloakPart() {
        return new KeycloakPart(data.directory("keycloak"), ports.of("keycloak"), ports.url("gateway"));
    }

    private static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }
}
