package io.countersign.bench;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.MachineClient;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.Target;
import io.countersign.local.demo.TokenEndpoint;
import io.countersign.local.demo.StepReporter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/** From an accepted revocation to the first refused call, as a client that calls without a pause sees it. */
final class RevocationBench {
    private static final int REVOCATIONS = 200;
    private final Api owner;
    private final SampleServer server;
    private final MachineClient client;
    private final Discovery.Found found;

    RevocationBench(Target target, SampleServer server) {
        this.owner = new Api(target, target.ownerKey());
        this.server = server;
        this.client = Setup.registerClient(target, server, "Bench revocation");
        this.found = Discovery.discover(server.resource(), StepReporter.silent());
    }

    void run(Results results) {
        results.section("Revoke → first refusal, one caller in a closed loop",
                "revocations,p50 ms,p99 ms,max ms,calls accepted after the first refusal");
        var lags = new Histogram(3);
        var late = 0;
        for (var i = 0; i < REVOCATIONS; i++) {
            late += revokeOnce(lags);
        }
        results.row(REVOCATIONS, lags.getValueAtPercentile(50) / 1e6, lags.getValueAtPercentile(99) / 1e6, lags.getMaxValue() / 1e6, late);
        results.note("Goal: p50 at most 15 ms, p99 at most 100 ms. Keycloak's locally validated tokens work until they expire (300 s).");
    }

    private int revokeOnce(Histogram lags) {
        var token = TokenEndpoint.token(found, client);
        var session = McpSession.open(found.resource(), token);
        owner.post("/connections/" + connection(token) + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200, 204);
        var accepted = System.nanoTime();
        while (session.echo().statusCode() == 200) {
            if (System.nanoTime() - accepted > 30_000_000_000L) {
                throw new IllegalStateException("A revoked connection still works after 30 s");
            }
        }
        lags.recordValue(System.nanoTime() - accepted);
        var acceptedAgain = session.echo().statusCode() == 200 ? 1 : 0;
        var binding = "/clients/" + client.id() + "/bindings/" + server.id();
        owner.post(binding + "/renew", Map.of("reasonCode", "ADMIN")).expect(204);
        return acceptedAgain;
    }

    private static String connection(String token) {
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return JsonMapper.builder().build().readTree(claims).path("cid").asString();
    }
}
