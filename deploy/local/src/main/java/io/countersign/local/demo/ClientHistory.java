package io.countersign.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The part of the history that is about one client, as the auditor reads it: in the order of the organization's tree. */
record ClientHistory(List<JsonNode> events) {
    /** Every reading is an event of its own. */
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final List<String> NAMES = List.of("connectionId", "codeId", "requestId");

    /** Every event that names the client, or a connection, code or request of its, and what caused these, once all have arrived. */
    static ClientHistory of(Api auditor, String clientId, Predicate<ClientHistory> complete, String otherwise) {
        return Poll.until(otherwise, () -> {
            LockSupport.parkNanos(PAUSE.toNanos());
            return new ClientHistory(about(clientId, all(auditor)));
        }, complete);
    }

    private static List<JsonNode> about(String clientId, List<JsonNode> events) {
        var names = events.stream().filter(event -> event.toString().contains(clientId))
                .flatMap(event -> NAMES.stream().map(name -> event.path("data").path(name).asString(""))).filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        var story = events.stream().filter(event -> event.toString().contains(clientId) || isAbout(event, names)).toList();
        var causes = story.stream().map(event -> event.path("causationId").asString("")).collect(Collectors.toSet());
        return events.stream().filter(event -> story.contains(event) || causes.contains(event.path("id").asString())).toList();
    }

    private static boolean isAbout(JsonNode event, Set<String> names) {
        return Stream.concat(Stream.of(event.path("subject")), NAMES.stream().map(name -> event.path("data").path(name)))
                .anyMatch(id -> names.contains(id.asString("")));
    }

    static List<JsonNode> all(Api auditor) {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = auditor.get("/events?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200).body();
            page.path("items").forEach(all::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    List<JsonNode> those(String type) {
        return events.stream().filter(event -> is(event, type)).toList();
    }

    /** @param type without the prefix that names the service */
    static boolean is(JsonNode event, String type) {
        return event.path("type").asString().contains(type);
    }

    /** One line per event; what the same actor did many times in a row is one line as well. */
    void tell(StepReporter reporter) {
        for (var at = 0; at < events.size();) {
            var first = events.get(at);
            var next = at + 1;
            while (next < events.size() && line(events.get(next), false).equals(line(first, false))) {
                next++;
            }
            reporter.fact(first.path("index").asString(), line(first, true) + (next - at > 1 ? ", " + (next - at) + " times" : ""));
            at = next;
        }
    }

    private String line(JsonNode event, boolean complete) {
        var actor = event.path("actor");
        var line = event.path("type").asString() + " by " + actor.path("type").asString() + " " + actor.path("id").asString();
        var hash = event.path("data").path("textHash").asString("");
        return complete ? line + ", caused by " + cause(event) + (hash.isEmpty() ? "" : ", shown " + hash) : line;
    }

    private String cause(JsonNode event) {
        var cause = event.path("causationId").asString(event.path("correlationId").asString());
        return events.stream().filter(each -> each.path("id").asString().equals(cause)).map(each -> each.path("index").asString())
                .findFirst().orElse("request " + cause);
    }
}
