package io.countersign.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.key.DirectoryKeyVault;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.SigningPassportMint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What nobody would read as it was meant is refused before anything acts, whatever part of the request it stands in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictRequestsTest {
    private static final String ROOMS = "/api/v1/orgs/org-1/rooms";
    /** Its parameters are declared together, as those of every list that can be narrowed. */
    private static final String HALLS = "/api/v1/orgs/org-1/halls";
    private static final AtomicInteger ACTED = new AtomicInteger();
    @TempDir
    static Path keys;
    private WebServiceFixture service;
    private String passport;

    @BeforeAll
    void start() {
        service = new WebServiceFixture(keys, Rooms.class);
        var caller = new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-7"), "org-1", Set.of("owner"), Instant.EPOCH, "management_key");
        passport = "Bearer " + new SigningPassportMint("gateway", new DirectoryKeyVault(keys, true, Clock.systemUTC()), Clock.systemUTC())
                .mint(caller, "registry-service");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** A misspelt filter would show everything. */
    @ParameterizedTest
    @ValueSource(strings = {"sttaus=OPEN", "status=OPEN&Limit=5", "q=", "since=2026-11-21T09:00:00Z&x=1", "cursor%5B%5D=a"})
    void anUnknownParameterIsRefusedByName(String query) {
        for (var list : List.of(ROOMS, HALLS)) {
            var answer = get(list + "?" + query);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("is not a known parameter");
        }
    }

    @Test
    void whatIsMeantOnceIsGivenOnce() {
        for (var list : List.of(ROOMS, HALLS)) {
            assertThat(get(list + "?since=2026-11-21T09:00:00Z&since=2026-11-22T09:00:00Z").body()).contains("must be given once");
            assertThat(get(list + "?limit=1&limit=2").statusCode()).isEqualTo(422);
            assertThat(get(list + "?status=OPEN&status=SHUT").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=%ff", "%ff=1", "since=%zz", "%", "since=%e2%82", "a%00b=1"})
    void aQueryThatCannotBeDecodedIs400(String query) throws IOException {
        assertThat(raw("GET " + ROOMS + "?" + query + " HTTP/1.1")).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%E2%80%AEOPEN", "a%0Ab", "%00", "%7F"})
    void aParameterIsPlainText(String name) {
        assertThat(get(ROOMS + "?name=" + name).body()).contains("is not plain text");
        assertThat(get(HALLS + "?name=" + name).body()).contains("is not plain text");
    }

    /** One meaning of time: RFC 3339, the same in parameters and bodies. */
    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "2026-11-21", "2026-11-21T09:00", "1700000000",
            "Sat, 21 Nov 2026 09:00:00 GMT", "2026-02-30T09:00:00Z", "2026-11-21T09:00:00", "1969-12-31T23:59:59Z", "now", ""})
    void aTimeIsWrittenInOneWay(String time) {
        var before = ACTED.get();

        for (var list : List.of(ROOMS, HALLS)) {
            assertThat(get(list + "?since=" + time.replace("+", "%2B").replace(" ", "%20")).statusCode()).as(time).isEqualTo(422);
        }
        assertThat(post("{\"name\":\"a\",\"since\":\"" + time + "\"}").statusCode()).as(time).isEqualTo(422);

        assertThat(ACTED).hasValue(before);
    }

    @Test
    void anOffsetIsTheSameTime() {
        assertThat(get(ROOMS + "?since=2026-11-21T10:00:00%2B01:00").body()).contains("2026-11-21T09:00:00Z");
        assertThat(get(HALLS + "?since=2026-11-21T10:00:00%2B01:00").body()).contains("2026-11-21T09:00:00Z");
        assertThat(post("{\"name\":\"a\",\"since\":\"2026-11-21T10:00:00.000+01:00\"}").body()).contains("2026-11-21T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"kind\":1", "\"kind\":\"1\"", "\"kind\":\"\"", "\"kind\":\"small\"", "\"open\":\"true\"", "\"open\":1",
            "\"open\":\"\"",
            "\"seats\":\"5\"", "\"seats\":5.0", "\"seats\":5.5", "\"seats\":\"\"", "\"seats\":true", "\"seats\":9223372036854775808",
            "\"since\":1700000000", "\"since\":[2026,11,21]", "\"since\":{}", "\"name\":5", "\"name\":true", "\"name\":[\"a\"]",
            "\"name\":{}",
            "\"labels\":{\"a\":1}", "\"labels\":[]", "\"labels\":{\"a\":\"b\",\"a\":\"c\"}", "\"seats\":1,\"seats\":2",
            "\"name\":\"\\ud800\"", "\"name\":\"\\udc00\\ud800\"", "\"name\":\"a\\u0000\"", "\"name\":\"a\\nb\"", "\"name\":\"a\\u202eb\"",
            "\"name\":\"\\u2066a\"", "\"name\":\"a\\u0085\"", "\"labels\":{\"\\u202e\":\"b\"}", "\"labels\":{\"a\":\"\\ud83d\"}",
            "\"\\ud800\":1", "\"nmae\":\"a\"", "\"\":1", "\"more\":{\"a\":\"\\u202e\"}"})
    void aValueIsOfItsTypeAndItsNameIsKnown(String member) {
        var before = ACTED.get();

        var answer = post("{" + member + "}");

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(JsonMapper.builder().build().readTree(answer.body()).path("code").asString()).isIn("malformed_json",
                "validation_failed");
        assertThat(ACTED).hasValue(before);
    }

    @Test
    void whatIsRightIsRead() {
        assertThat(post("{\"name\":\"Küche \\ud83d\\ude00 \\u05d0\",\"kind\":\"SMALL\",\"open\":true,\"seats\":5,\"labels\":{\"a\":\"b\"},"
                + "\"more\":{\"a\":[1,\"b\",true]}}").statusCode()).isEqualTo(200);
    }

    /** More media types than the framework sorts would fail after the operation acted. */
    @ParameterizedTest
    @ValueSource(strings = {"many", "application/", "/", "a b", "application/json;q=x"})
    void anAcceptThatIsNoneIsRefusedBeforeAnythingActs(String accept) {
        var before = ACTED.get();
        var sent = accept.equals("many") ? "a/b" + ",a/b".repeat(50) : accept;

        var answer = service.post(ROOMS, "{\"name\":\"a\"}", "Authorization", passport, "Content-Type", "application/json", "Accept", sent);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
        assertThat(answer.body()).contains("not_acceptable");
        assertThat(ACTED).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", ";;",
            "text/plain",
            "application/json; charset=nonsense"})
    void aBodyOfAnotherTypeIs415(String type) {
        var answer = service.post(ROOMS, "name=%zz&%ff", "Authorization", passport, "Content-Type", type);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 415);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aCursorBelongsToItsListAndItsFilters() {
        var cursor = JsonMapper.builder().build().readTree(get(ROOMS + "?status=OPEN&limit=1").body()).path("nextCursor").asString();

        assertThat(get(ROOMS + "?limit=7&status=OPEN&cursor=" + cursor).body()).contains("after row-1");
        for (var other : List.of("?cursor=" + cursor, "?status=SHUT&cursor=" + cursor, "?status=OPEN&cursor=" + cursor + "A",
                "?status=OPEN&cursor=row-1", "?status=OPEN&cursor=A")) {
            assertThat(get(ROOMS + other).statusCode()).as(other).isEqualTo(422);
        }
        assertThat(get(HALLS + "?status=OPEN&cursor=" + cursor).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=NO_SUCH", "status=0", "status=open", "status=OPEN,SHUT,NO_SUCH", "since=yesterday"})
    void aParameterIsOfItsType(String query) {
        for (var list : List.of(ROOMS, HALLS)) {
            var answer = get(list + "?" + query);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("has a wrong value").doesNotContain("java.", "Status");
        }
    }

    /** A header of the same name narrows nothing, and is no fault either. */
    @Test
    void aListIsNarrowedByTheQueryAlone() {
        var answer = service.get(HALLS, "Authorization", passport, "Since", "2026-11-21T09:00:00Z", "Status", "NO_SUCH");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("null");
    }

    /** RFC 9110 section 10.2.1. */
    @Test
    void allowTellsTheTruth() {
        for (var path : Map.of(ROOMS, Set.of("GET", "HEAD", "POST", "OPTIONS"), ROOMS + "/1", Set.of("DELETE", "OPTIONS")).entrySet()) {
            var wrong = send("PATCH", path.getKey());
            var options = send("OPTIONS", path.getKey());

            assertThat(wrong.statusCode()).isEqualTo(405);
            assertThat(allowed(wrong)).isEqualTo(path.getValue());
            assertThat(options.statusCode()).isEqualTo(200);
            assertThat(allowed(options)).isEqualTo(path.getValue());
        }
    }

    @Test
    void nothingMakesASession() {
        var answer = get("/api/v1/orgs/org-1/session");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static Set<String> allowed(HttpResponse<String> answer) {
        return new TreeSet<>(List.of(answer.headers().firstValue("Allow").orElse("").split(" *, *")));
    }

    private HttpResponse<String> get(String path) {
        return service.get(path, "Authorization", passport);
    }

    private HttpResponse<String> post(String body) {
        return service.post(ROOMS, body, "Authorization", passport, "Content-Type", "application/json");
    }

    private HttpResponse<String> send(String method, String path) {
        return service.send(method, path, "Authorization", passport);
    }

    /** What no client library would send. */
    private String raw(String line) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.uri("/").getPort())) {
            socket.getOutputStream().write((line + "\r\nHost: localhost\r\nAuthorization: " + passport + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @RestController
    static class Rooms {
        @GetMapping("/api/v1/orgs/{orgId}/rooms")
        Page<String> list(@RequestParam(required = false) @Nullable List<Status> status,
                @RequestParam(required = false) @Nullable Instant since,
                @RequestParam(name = "name", required = false) @Nullable String called, PageRequest page) {
            return new Page<>(List.of(page.cursor() == null ? "first" : "after " + page.cursor(), String.valueOf(since)), "row-1");
        }

        @GetMapping("/api/v1/orgs/{orgId}/halls")
        Page<String> others(@Valid @ModelAttribute Filter filter, PageRequest page) {
            return new Page<>(List.of(String.valueOf(filter.since())), null);
        }

        @PostMapping("/api/v1/orgs/{orgId}/rooms")
        Map<String, String> make(@Valid @RequestBody Room room) {
            ACTED.incrementAndGet();
            return Map.of("since", String.valueOf(room.since()));
        }

        @DeleteMapping("/api/v1/orgs/{orgId}/rooms/{id}")
        void remove(@PathVariable String id) {
        }

        @GetMapping("/api/v1/orgs/{orgId}/session")
        String session(HttpServletRequest request) {
            return request.getSession().getId();
        }
    }

    record Filter(@Nullable List<Status> status, @Nullable Instant since, @Nullable String name) {
    }

    enum Status {
        OPEN, SHUT
    }

    enum Kind {
        LARGE, SMALL
    }

    record Room(@Nullable String name, @Nullable Kind kind, @Nullable Boolean open, @Nullable Long seats, @Nullable Instant since,
            @Nullable Map<String, String> labels, @Nullable Map<String, Object> more) {
    }
}
