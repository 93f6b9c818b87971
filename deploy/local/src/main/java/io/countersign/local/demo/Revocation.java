package io.countersign.local.demo;

import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.Setup.MachineClient;
import io.countersign.local.demo.Setup.SampleServer;
import java.time.Duration;
import java.util.Map;

/** Cutting off and letting in again: connection, binding, client. */
final class Revocation {
    private static final Duration BOUND = Duration.ofSeconds(10);
    /** A view may have to catch up after a fault; safety does not wait for it. */
    private static final Duration VIEW_BOUND = Duration.ofSeconds(30);
    private final Api owner;
    private final SampleServer server;
    private final Found found;
    private final MachineClient client;
    private final StepReporter reporter;

    Revocation(Target target, SampleServer server, Found found, MachineClient client, StepReporter reporter) {
        this.owner = new Api(target, target.ownerKey());
        this.server = server;
        this.found = found;
        this.client = client;
        this.reporter = reporter;
    }

    void ofTheConnection(String token) {
        var session = McpSession.open(found.resource(), token);
        DemonstrationFailed.unless(session.echo().statusCode() == 200, "The connection does not work before it is revoked");
        var stream = session.stream(60);
        var connection = activeConnection();
        reporter.fact("connection", connection);
        owner.post("/connections/" + connection + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200, 204);
        var accepted = System.nanoTime();
        var refused = until(session, 401, "revoked");
        reporter.revoked(refused - accepted, recordedLag(connection));
        var end = stream.awaitEnd(BOUND);
        DemonstrationFailed.unless(!end.finished(), "The stream ran to its result although the connection was revoked");
        reporter.lasted("open stream closed after", end.nanoTime() - accepted);
        var again = TokenEndpoint.ask(found, client).expect(400);
        DemonstrationFailed.unless(again.text("error").equals("unauthorized_client"), "A new token was refused with " + again.body());
        reporter.fact("new token", again.status() + " " + again.text("error"));
    }

    String letInAgain() {
        var binding = "/clients/" + client.id() + "/bindings/" + server.id();
        owner.post(binding + "/renew", Map.of("reasonCode", "ADMIN")).expect(204);
        var token = TokenEndpoint.token(found, client);
        DemonstrationFailed.unless(McpSession.open(found.resource(), token).echo().statusCode() == 200,
                "The client was let in again and is still refused");
        reporter.fact("let in again", "a new token works, connection " + activeConnection());
        return token;
    }

    void ofTheClient(String token) {
        var session = McpSession.open(found.resource(), token);
        owner.post("/clients/" + client.id() + "/disable", Map.of()).expect(200, 204);
        var accepted = System.nanoTime();
        reporter.lasted("client disabled, refused after", untilNot(session, 200) - accepted);
        owner.post("/clients/" + client.id() + "/enable", Map.of()).expect(200, 204);
        accepted = System.nanoTime();
        reporter.lasted("client enabled, works after", until(session, 200, "enabled") - accepted);
        owner.post("/clients/" + client.id() + "/revoke", Map.of("confirm", client.name(), "reasonCode", "SECURITY")).expect(200, 204);
        accepted = System.nanoTime();
        reporter.lasted("client revoked, refused after", untilNot(session, 200) - accepted);
        var again = TokenEndpoint.ask(found, client);
        DemonstrationFailed.unless(again.status() == 400 || again.status() == 401, "A revoked client was answered " + again.status());
        reporter.fact("new token", again.status() + " " + again.text("error"));
    }

    /** As the gateway reported it; it arrives by the log. */
    private long recordedLag(String connection) {
        return Poll.until("Nothing is on record of how the revocation was enforced",
                () -> owner.get("/connections/" + connection).expect(200).body().path("enforcementLagMillis").asLong(Long.MIN_VALUE),
                lag -> lag != Long.MIN_VALUE);
    }

    private String activeConnection() {
        var deadline = System.nanoTime() + VIEW_BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            var items = owner.get("/connections?status=ACTIVE&clientId=" + client.id()).expect(200).body().path("items");
            if (!items.isEmpty()) {
                return items.path(0).path("id").asString();
            }
        }
        throw new DemonstrationFailed("The owner's list does not show the client's connection");
    }

    private long until(McpSession session, int status, String what) {
        return poll(session, seen -> seen == status, "The call is not answered with " + status + " although access was " + what);
    }

    private long untilNot(McpSession session, int status) {
        return poll(session, seen -> seen != status, "The call is still answered with " + status);
    }

    private static long poll(McpSession session, java.util.function.IntPredicate wanted, String otherwise) {
        var deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            if (wanted.test(session.echo().statusCode())) {
                return System.nanoTime();
            }
        }
        throw new DemonstrationFailed(otherwise + " after " + BOUND);
    }
}
