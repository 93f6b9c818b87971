package io.countersign.e2e;

import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Api.Answer;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.MachineClient;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.Target;
import io.countersign.local.demo.TokenEndpoint;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A machine client and the server it is bound to, in a project of their own. */
record Machine(Target target, Api owner, SampleServer server, MachineClient client, Found found) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BOUND = Duration.ofSeconds(60);

    /** @param slug of the server, which its project and the client are named after */
    static Machine in(Target target, String slug) {
        var server = Setup.registerServer(target, slug);
        var client = Setup.registerClient(target, server, "Client " + slug);
        return new Machine(target, new Api(target, target.ownerKey()), server, client,
                Discovery.discover(server.resource(), StepReporter.silent()));
    }

    /** With a new token. */
    McpSession session() {
        return McpSession.open(server.resource(), TokenEndpoint.token(found, client));
    }

    /** What the token endpoint says when there is no token to be had. */
    String refusal() {
        return askForToken().expect(400).text("error");
    }

    Answer askForToken() {
        return TokenEndpoint.ask(found, client);
    }

    Answer renew() {
        return owner.post(binding() + "/renew", Map.of("reasonCode", "ADMIN"));
    }

    private String binding() {
        return "/clients/" + client.id() + "/bindings/" + server.id();
    }

    /** The status and code of the first call that is refused. */
    static String firstRefusal(McpSession session) {
        var refused = await().atMost(BOUND).until(session::echo, answer -> answer.statusCode() != 200);
        return said(refused);
    }

    static String said(HttpResponse<String> answer) {
        return answer.statusCode() == 200 ? "200" : answer.statusCode() + " " + JSON.readTree(answer.body()).path("code").asString("");
    }
}
