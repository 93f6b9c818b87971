package io.countersign.events.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.events.command.Commands;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.LampRefused;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.SampleService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    Path keys;
    SampleService service;
    Commands commands;
    MongoCollection<Document> snapshots;

    @BeforeEach
    void start() {
        service = new SampleService(keys, List.of(), Map.of("countersign.snapshots.every", "3"));
        commands = service.bean(Commands.class);
        snapshots = service.bean(MongoDatabase.class).getCollection("snapshots");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private @Nullable Document snapshot(String id) {
        return snapshots.find(new Document("_id", id)).first();
    }

    private long sequenceOf(String id) {
        var snapshot = snapshot(id);
        return snapshot == null ? -1 : snapshot.getLong("sequence");
    }

    private void forge(String id, UnaryOperator<String> payload) {
        var stored = Objects.requireNonNull(snapshot(id)).get("payload", Binary.class).getData();
        var forged = payload.apply(new String(stored, StandardCharsets.UTF_8));
        snapshots.updateOne(new Document("_id", id), Updates.set("payload", new Binary(forged.getBytes(StandardCharsets.UTF_8))));
    }

    /** A lamp with the events 0 to 2, and the one snapshot that the last of them was reason for. */
    private String withSnapshot() {
        var id = commands.send(new InstallLamp("lmp-1", "one")).aggregateId();
        commands.send(new SwitchLamp(id, true));
        commands.send(new SwitchLamp(id, false));
        await().atMost(Duration.ofSeconds(10)).until(() -> sequenceOf(id) == 2);
        return id;
    }

    @Test
    void anAggregateGoesOnFromItsSnapshot() {
        var id = withSnapshot();
        forge(id, payload -> payload.replace("$Off", "$Gone"));
        assertThatThrownBy(() -> commands.send(new SwitchLamp(id, true))).as("the snapshot is what is read")
                .isInstanceOf(LampRefused.class);
    }

    @Test
    void oneOfAnotherShapeIsDroppedAndNotRead() {
        var id = withSnapshot();
        forge(id, payload -> payload.replace("$Off", "$Gone"));
        snapshots.updateOne(new Document("_id", id), Updates.set("revision", "another"));
        assertThat(commands.send(new SwitchLamp(id, true)).sequence()).isEqualTo(3);
    }

    @Test
    void noCommandWaitsForOne() {
        withSnapshot();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).anyMatch(name -> name.startsWith("snapshots-"));
    }
}
