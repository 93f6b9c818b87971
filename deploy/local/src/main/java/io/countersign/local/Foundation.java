package io.countersign.local;

import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.LaunchedPart;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.Person;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Kafka, MongoDB and Keycloak: given by the environment, or started here. */
final class Foundation {
    private final DataDirectory data;
    private final Ports ports;
    private final Progress progress;

    Foundation(DataDirectory data, Ports ports, Progress progress) {
        this.data = data;
        this.ports = ports;
        this.progress = progress;
    }

    Backing up() {
        if (given("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            start(kafkaPart(), ports.of("kafka"), ports.of("kafka-controller"));
        }
        if (given("MONGODB_URI").isEmpty()) {
            start(mongoPart(), ports.of("mongodb"));
        }
        if (given("KEYCLOAK_URL").isEmpty()) {
            start(keycloakPart(), ports.of("keycloak"));
        }
        return backing();
    }

    /** Where everything is reached, whether it runs or not. */
    Backing backing() {
        return new Backing(kafka(), mongodb(), keycloak(), given("KEYCLOAK_URL").isPresent() ? List.of() : Person.all());
    }

    private void start(LaunchedPart part, int... needed) {
        progress.begin(part.name());
        var known = data.processes().get(part.name());
        if (known != null && known.serves(part.launch())) {
            progress.end("runs already");
            return;
        }
        ports.requireFree(part.name(), needed);
        part.prepare();
        var launch = part.launch();
        var process = launch.start();
        data.remember(Running.of(part.name(), process, launch.log()));
        launch.awaitReady(process);
        part.started();
        progress.end(part.origin());
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
