package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.HostileStrings;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * R-C7: every string that somebody registers is either refused precisely, and changes nothing, or kept as it is, and then it is
 * a string of a JSON document wherever it is read, and no line of the log.
 */
@Tag("broker")
@ExtendWith({RegistryOfTheRun.class, OutputCaptureExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileStringsTest {
    private final SequencedMap<String, Function<String, Answer>> free = new LinkedHashMap<>();
    private final SequencedMap<String, Function<String, Answer>> narrow = new LinkedHashMap<>();
    private RunningRegistry registry;
    private Acme acme;
    private Passport founder;
    private String project;
    private String client;
    private String server;
    private int slugs;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
        founder = registry.person(acme.id, "usr-founder", "owner");
        project = acme.project("Hostile");
        client = acme.pathOf(acme.client(acme.project("Hostile again"), "Hostile"));
        server = acme.api + "/servers/" + acme.server(project, "hostile").text("/id");
        free.put("a project's name", text -> registry.post(acme.owner, acme.api + "/projects", "{\"name\":" + text + "}"));
        free.put("a client's name",
                text -> registry.post(acme.owner, acme.api + "/clients", "{\"projectId\":\"" + project + "\",\"name\":" + text + "}"));
        free.put("a client's new name", text -> registry.send(acme.owner, client, "PATCH", "{\"name\":" + text + "}"));
        free.put("a server's name", text -> registry.post(acme.owner, acme.api + "/servers", Acme
                .serverJson(project, "hostile-" + ++slugs).replace("\"Server hostile-" + slugs + "\"", text)));
        free.put("a server's new name", text -> changeServer("\"name\":" + text));
        free.put("a scope's description", text -> changeServer("\"toolScopes\":{},\"challengeScopes\":[],\"scopes\":[{\"name\":\"a\","
                + "\"description\":" + text + "}]"));
        free.put("a tool's name", text -> changeServer("\"scopes\":[{\"name\":\"a\"}],\"challengeScopes\":[],\"toolScopes\":{" + text
                + ":[\"a\"]}"));
        free.put("a key's name", text -> registry.post(founder, acme.api + "/management-keys",
                "{\"name\":" + text + ",\"roles\":[\"auditor\"]}"));
        free.put("the organization's name",
                text -> registry.send(acme.owner, acme.api + "/organization", "PATCH", "{\"name\":" + text + "}"));
        narrow.put("a scope's name", text -> changeServer("\"toolScopes\":{},\"challengeScopes\":[],\"scopes\":[{\"name\":" + text + "}]"));
        narrow.put("a slug", text -> registry.post(acme.owner, acme.api + "/servers",
                Acme.serverJson(project, "hostile").replace("\"slug\":\"hostile\"", "\"slug\":" + text)));
        narrow.put("an upstream's address", text -> changeServer("\"upstreamUrl\":" + text));
        narrow.put("a redirect URI", text -> registry.post(acme.owner, acme.api + "/clients", "{\"projectId\":\"" + project
                + "\",\"name\":\"Redirects\",\"tokenEndpointAuthMethod\":\"none\",\"redirectUris\":[" + text + "]}"));
    }

    private Answer changeServer(String members) {
        return registry.send(acme.owner, server, "PATCH", "{" + members + "}");
    }

    @Test
    void whatDeceivesIsRefusedAndChangesNothing() {
        var all = new LinkedHashMap<>(free);
        all.putAll(narrow);
        var before = shown();
        all.forEach((what, registering) -> HostileStrings.deceiving().forEach(text -> refused(what, text, registering.apply(json(text)))));
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void whatOnlyLooksDangerousIsAStringAndNothingElse(CapturedOutput output) {
        var before = output.getOut().length();
        free.forEach((what, registering) -> HostileStrings.plain().forEach(text -> {
            var answer = registering.apply(json(text));
            assertThat(answer.status()).as("%s: %s: %s", what, text, answer.content()).isIn(200, 201, 204);
        }));
        narrow.forEach((what, registering) -> HostileStrings.plain().forEach(text -> {
            var answer = registering.apply(json(text));
            if (answer.status() > 204) {
                refused(what, text, answer);
            }
        }));
        registry.send(acme.owner, acme.api + "/organization", "PATCH", "{\"name\":\"Acme\"}");

        for (var list : List.of("/projects", "/clients", "/servers", "/management-keys")) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(names(list)).containsAll(HostileStrings.plain()));
        }
        assertThat(output.getOut().substring(before).lines()).allMatch(line -> line.isEmpty() || line.startsWith("20"), "a line of ours");
    }

    private static void refused(String what, String text, Answer answer) {
        assertThat(answer.status()).as("%s: %s: %s", what, text, answer.content()).isIn(400, 422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/code")).isIn("malformed_json", "validation_failed");
        assertThat(answer.content()).matches("[^\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C]*");
    }

    private static String json(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    /** What the owner's log of writes has come to, as far as other services are told. */
    private List<String> shown() {
        return List.of(registry.get(acme.service, "/internal/organizations/" + acme.id + server.substring(acme.api.length())).content(),
                registry.get(acme.owner, acme.api + "/organization").content());
    }

    /** All names of a list, page by page. */
    private List<String> names(String list) {
        var names = new ArrayList<String>();
        for (var cursor = ""; cursor != null;) {
            var page = registry.get(founder, acme.api + list + "?limit=200" + cursor);
            assertThat(page.status()).as(page.content()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualTo("application/json");
            assertThat(page.content()).doesNotContain("\n", "\r", "\u001B");
            names.addAll(page.body().path("items").valueStream().map(item -> item.path("name")).map(JsonNode::asString).toList());
            cursor = page.text("/nextCursor").isEmpty() ? null : "&cursor=" + page.text("/nextCursor");
        }
        return names;
    }
}
