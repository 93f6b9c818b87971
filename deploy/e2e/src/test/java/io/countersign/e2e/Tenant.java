package io.countersign.e2e;

import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.MachineClient;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.Target;
import io.countersign.local.demo.TokenEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * An organization with one of everything the API knows.
 *
 * @param ids of its things, by the names the API's paths give them
 */
record Tenant(Target target, String organizationId, SampleServer server, MachineClient client, Found found, String token,
        Map<String, String> ids) {
    private static final Duration BOUND = Duration.ofSeconds(60);

    static Tenant in(LocalPlatform platform, String organization, String name) {
        var target = platform.target(organization);
        var owner = new Api(target, target.ownerKey());
        var server = Setup.registerServer(target, name);
        var client = Setup.registerClient(target, server, "Client " + name);
        var found = Discovery.discover(server.resource(), StepReporter.silent());
        var token = TokenEndpoint.token(found, client);
        var ids = new TreeMap<>(Map.of("projectId", server.projectId(), "serverId", server.id(), "clientId", client.id(),
                "secretId", first(owner, "/clients/" + client.id() + "/secrets"), "keyId", first(owner, "/management-keys"),
                "connectionId", first(owner, "/connections?clientId=" + client.id())));
        var auditor = new Api(target, target.auditorKey());
        ids.put("eventId", first(auditor, "/events"));
        ids.put("exportId", auditor.post("/exports", Map.of()).expect(201, 202).text("id"));
        return new Tenant(target, owner.get("/organization").expect(200).text("id"), server, client, found, token, ids);
    }

    /** The ids of what the organization's services recorded, once all that happened before now is there: a later event vouches for it. */
    List<String> history() {
        var project = new Api(target, target.ownerKey()).post("/projects", Map.of("name", "Until here")).expect(201).text("id");
        return await().atMost(BOUND).until(() -> events().stream().filter(event -> !event.path("source").asString().startsWith("/audit-"))
                .map(event -> event.path("data").path("projectId").asString("") + " " + event.path("id").asString()).toList(),
                events -> events.stream().anyMatch(event -> event.startsWith(project + " ")));
    }

    List<JsonNode> events() {
        var auditor = new Api(target, target.auditorKey());
        var events = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = auditor.get("/events?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200).body();
            page.path("items").forEach(events::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return events;
    }

    private static String first(Api api, String list) {
        return await().atMost(BOUND).until(() -> api.get(list).expect(200).body().path("items").path(0).path("id").asString(""),
                id -> !id.isEmpty());
    }
}
