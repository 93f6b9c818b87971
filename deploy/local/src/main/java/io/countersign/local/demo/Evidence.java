package io.countersign.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the auditor gets: the story, a proof, an export that anyone can check offline. */
final class Evidence {
    private static final int WAIT_SECONDS = 30;
    private final Api auditor;
    private final Target target;
    private final Narrator narrator;

    Evidence(Target target, Narrator narrator) {
        this.auditor = new Api(target, target.auditorKey());
        this.target = target;
        this.narrator = narrator;
    }

    void of(String clientId) {
        var story = story(clientId, "ClientRevoked");
        proof(story.getLast().path("id").asString());
        new Verification(target.verifierKey(), narrator).of(export());
    }

    /** Every event that mentions the client or its connection, in order, until the last one has arrived. */
    private List<JsonNode> story(String clientId, String lastType) {
        var deadline = System.nanoTime() + WAIT_SECONDS * 1_000_000_000L;
        List<JsonNode> story = List.of();
        while (System.nanoTime() < deadline) {
            story = about(clientId, events());
            if (story.stream().anyMatch(event -> event.path("type").asString().contains(lastType))) {
                break;
            }
        }
        for (var event : story) {
            narrator.fact(event.path("index").asString(), "%s by %s %s, caused by %s".formatted(event.path("type").asString(),
                    event.path("actor").path("type").asString(), event.path("actor").path("id").asString(),
                    event.path("causationId").asString(event.path("correlationId").asString())));
        }
        DemonstrationFailed.unless(story.stream().anyMatch(event -> event.path("type").asString().contains(lastType)),
                "The history does not show " + lastType);
        return story;
    }

    /** The events that name the client, and those of the connections it was given. */
    private static List<JsonNode> about(String clientId, List<JsonNode> events) {
        var connections = events.stream()
                .filter(event -> event.path("type").asString().contains("ConnectionAuthorized") && event.toString().contains(clientId))
                .map(event -> event.path("subject").asString()).toList();
        return events.stream()
                .filter(event -> event.toString().contains(clientId) || connections.contains(event.path("subject").asString())).toList();
    }

    private List<JsonNode> events() {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = auditor.get("/events?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200).body();
            page.path("items").forEach(all::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private void proof(String eventId) {
        var proof = auditor.get("/events/" + eventId + "/proof").expect(200).body();
        narrator.fact("inclusion proof", "event " + eventId + ", tree size " + proof.path("treeSize").asString());
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
            narrator.fact("export", file);
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
