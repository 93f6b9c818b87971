package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code tools/list} shows only what the token may call, where the server says so (TR-21). */
class ListedToolsTest extends GatewayTest {
    private static final String TOOLS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"echo\"},{\"name\":\"secret_report\"}],"
            + "\"cacheScope\":\"public\"}}";

    @BeforeEach
    void register() {
        PEERS.upstreams.put("discreet", UPSTREAM.url());
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, TOOLS));
    }

    @AfterEach
    void unregister() {
        PEERS.upstreams.clear();
    }

    @Test
    void aToolWhoseScopeTheTokenDoesNotHaveIsLeftOut() {
        var answer = list("sample:read");
        assertThat(names(json(answer.body()))).containsExactly("echo");
        assertThat(json(answer.body()).path("result").path("cacheScope").asString()).isEqualTo("private");
    }

    @Test
    void aTokenThatMayCallEverythingSeesEverythingAndKeepsItToItself() {
        var answer = list("sample:read sample:admin");
        assertThat(names(json(answer.body()))).containsExactly("echo", "secret_report");
        assertThat(json(answer.body()).path("result").path("cacheScope").asString()).isEqualTo("private");
    }

    @Test
    void aServerThatDoesNotSaySoShowsWhatItHasByteForByte() {
        assertThat(post(TOKENS.of("open-list"), LIST).body()).isEqualTo(TOOLS);
    }

    @Test
    void whatTheServerAnswersToOtherMethodsPassesByteForByte() {
        assertThat(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x.example/tools\"}", "sample:read").body()).isEqualTo(TOOLS);
    }

    @Test
    void aListThatCannotBeReadIsNotShown() throws InterruptedException {
        for (var unreadable : List.of("{", "<html>", TOOLS + TOOLS)) {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, unreadable));
            assertThat(list("sample:read").statusCode()).as(unreadable).isEqualTo(502);
        }
        UPSTREAM.received.clear();
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, TOOLS, "Content-Encoding: gzip"));
        assertThat(list("sample:read", "Accept-Encoding", "gzip").statusCode()).isEqualTo(502);
        assertThat(UPSTREAM.next().has("Accept-Encoding")).isFalse();
    }

    @Test
    void anErrorOfTheServerPasses() {
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 404, "{\"error\":{\"code\":-32601}}"));
        assertThat(list("sample:read").body()).isEqualTo("{\"error\":{\"code\":-32601}}");
    }

    /** In pieces that end anywhere, with any line end; what is no list goes on as it came. */
    @Test
    void aListInAStreamOfEventsIsShortenedTheSameWay() {
        UPSTREAM.plays((request, out) -> events(out, ": alive\r\n\r\nid: 7\ndata: {\"method\":\"notifications/progress\"}\n\n"
                + "event: message\r\nid: 8\r\ndata: " + TOOLS.substring(0, 34) + "\r\ndata: " + TOOLS.substring(34)
                + "\r\n\r\nretry: 5\n\n"));
        var body = list("sample:read").body();
        assertThat(body).startsWith(": alive\r\n\r\nid: 7\ndata: {\"method\":\"notifications/progress\"}\n\n").contains("id: 8\n")
                .endsWith("retry: 5\n\n").doesNotContain("secret_report");
        var list = body.substring(body.indexOf("id: 8")).lines().filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length())).collect(Collectors.joining("\n"));
        assertThat(names(json(list))).containsExactly("echo");
    }

    /** TL-07: a stream that is resumed may bring the list again. */
    @Test
    void aListOnAResumedStreamIsShortenedToo() {
        UPSTREAM.plays((request, out) -> events(out, "id: 8\ndata: " + TOOLS + "\n\n"));
        var stream = send("/o/acme/mcp/discreet",
                request -> request.header("Authorization", "Bearer " + token("sample:read")).header("Last-Event-ID", "7"));
        assertThat(stream.body()).contains("echo").doesNotContain("secret_report");
    }

    private static void events(java.io.OutputStream out, String text) throws IOException {
        RawUpstream.sse(out);
        for (var from = 0; from < text.length(); from += 7) {
            RawUpstream.chunk(out, text.substring(from, Math.min(text.length(), from + 7)));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static List<String> names(JsonNode message) {
        return StreamSupport.stream(message.path("result").path("tools").spliterator(), false).map(tool -> tool.path("name").asString())
                .toList();
    }

    private HttpResponse<String> list(String scopes, String... headers) {
        return send(LIST, scopes, headers);
    }

    private HttpResponse<String> send(String body, String scopes, String... headers) {
        return send("/o/acme/mcp/discreet", request -> {
            request.header("Content-Type", "application/json").header("Authorization", "Bearer " + token(scopes))
                    .POST(BodyPublishers.ofString(body));
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    private static String token(String scopes) {
        return TOKENS.with("discreet", claims -> claims.audience(BASE + "/o/acme/mcp/discreet").claim("scope", scopes));
    }
}
