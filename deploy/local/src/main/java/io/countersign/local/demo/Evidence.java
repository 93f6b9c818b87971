package io.countersign.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the auditor gets: the {@link ClientHistory}, a proof, an export that anyone can check offline. */
final class Evidence {
    private static final int WAIT_SECONDS = 30;
    private final Api auditor;
    private final Target target;
    private final StepReporter reporter;

    Evidence(Target target, StepReporter reporter) {
        this.auditor = new Api(target, target.auditorKey());
        this.target = target;
        this.reporter = reporter;
    }

    void of(String clientId) {
        var story = ClientHistory.of(auditor, clientId, told -> !told.those("ClientRevoked").isEmpty(),
                "The history does not show ClientRevoked");
        story.tell(reporter);
        proof(story.events().getLast().path("id").asString());
        new Verification(target.verifierKey(), target.witness(), reporter).of(export());
    }

    private void proof(String eventId) {
        var proof = auditor.get("/events/" + eventId + "/proof").expect(200).body();
        reporter.fact("inclusion proof of event", eventId);
        reporter.figure("proven in a tree of", proof.path("treeSize").asLong(), "entries");
    }

    private Path export() {
        var export = auditor.post("/exports", Map.of()).expect(201, 202).text("id");
        var deadline = System.nanoTime() + WAIT_SECONDS * 1_000_000_000L;
        while (!auditor.get("/exports/" + export).expect(200).text("status").equals("READY")) {
            DemonstrationFailed.unless(System.nanoTime() < deadline, "The export is not ready after " + WAIT_SECONDS + " s");
        }
        try {
            Files.createDirectories(target.exports());
            var file = Files.write(target.exports().resolve(export + ".zip"), auditor.download("/exports/" + export + "/content"));
            reporter.fact("export", file);
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
