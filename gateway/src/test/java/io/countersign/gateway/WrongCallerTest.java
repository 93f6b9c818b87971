package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.MisbehavingUpstream.Manner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * However a server frames its answers, nobody reads an answer that is meant for another (RFC 9112, sections 6.3, 9.2 and 9.3): neither
 * another client of the same server nor a client of another server at the same host and port.
 */
class WrongCallerTest extends GatewayTest {
    private static final MisbehavingUpstream WILD = new MisbehavingUpstream();
    private static final Pattern IDS = Pattern.compile("([a-z]+)-(\\d+)");
    private static final String LARGE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"" + "x".repeat(3 << 20)
            + "\"}}";

    @BeforeAll
    static void register() {
        PEERS.upstreams.put("wild", WILD.url());
        PEERS.upstreams.put("twin", WILD.url());
    }

    @AfterAll
    static void close() throws IOException {
        PEERS.upstreams.clear();
        WILD.close();
    }

    /** Each kind of misbehaviour by itself, each followed by honest calls of both clients. */
    @TestFactory
    List<DynamicTest> nobodyGetsAnothersAnswerAfter() {
        return List.of(Manner.values()).stream().map(manner -> DynamicTest.dynamicTest(manner.name(), () -> {
            for (var round = 0; round < 3; round++) {
                var first = new Call("anna", "wild", round * 10, manner);
                first.judge(first.answer(), manner.answered());
                var next = List.of(new Call("bert", "wild", round * 10 + 1, Manner.HONEST),
                        new Call("carl", "twin", round * 10 + 2, Manner.HONEST));
                for (var call : next) {
                    call.judge(call.answer(), true);
                }
            }
        })).toList();
    }

    @Test
    void nobodyGetsAnothersAnswerInAnyMixture() throws Exception {
        var random = new Random(8);
        var manners = List.of(Manner.values());
        var calls = new ArrayList<Callable<Call>>();
        for (var i = 0; i < 400; i++) {
            var call = new Call(List.of("anna", "bert", "carl").get(i % 3), random.nextBoolean() ? "wild" : "twin", i,
                    manners.get(random.nextInt(manners.size())));
            calls.add(() -> {
                call.judge(call.answer(), false);
                return call;
            });
        }
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get()).isNotNull();
            }
        }
    }

    /** A call with an id of its own. */
    private final class Call {
        private final String client;
        private final String server;
        private final String id;
        private final Manner manner;

        Call(String client, String server, int number, Manner manner) {
            this.client = client;
            this.server = server;
            this.id = client + "-" + number;
            this.manner = manner;
        }

        /** What came, with the status before it; empty when the connection broke. */
        String answer() throws InterruptedException {
            var token = TOKENS.with(client, claims -> claims.audience(BASE + "/o/acme/mcp/" + server));
            try {
                var response = http.send(
                        HttpRequest.newBuilder(URI.create(BASE + "/o/acme/mcp/" + server))
                                .timeout(Duration.ofSeconds(manner.answered() ? 30 : 2))
                                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                                .header(MisbehavingUpstream.ID, id).header(MisbehavingUpstream.MANNER, manner.name())
                                .POST(BodyPublishers.ofString(manner == Manner.BEFORE_THE_BODY ? LARGE : LIST)).build(),
                        BodyHandlers.ofString());
                return response.statusCode() + " " + response.body();
            } catch (IOException broken) {
                return "";
            }
        }

        /** @param answered whether it has to be an answer of the server */
        void judge(String answer, boolean answered) {
            var others = IDS.matcher(answer.replaceAll("\"correlationId\":\"[^\"]*\"", "")).results()
                    .filter(found -> List.of("anna", "bert", "carl").contains(found.group(1)) && !found.group(1).equals(client))
                    .map(found -> found.group()).collect(Collectors.toSet());
            assertThat(others).as("%s by %s read %s", id, manner, answer).isEmpty();
            if (answered) {
                assertThat(answer).as("%s by %s", id, manner).isEqualTo("200 {\"for\":\"%s\"}", id);
            }
        }
    }
}
