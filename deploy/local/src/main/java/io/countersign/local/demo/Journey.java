package io.countersign.local.demo;

import java.util.Locale;

/**
 * The demonstration, step by step, repeatable: every run registers a server and a client of its own. It stops at the first sentence that
 * does not hold.
 */
public final class Journey {
    private final Target target;
    private final Narrator narrator;

    public Journey(Target target, Narrator narrator) {
        this.target = target;
        this.narrator = narrator;
    }

    /**
     * @param run distinguishes this run's server and client from earlier ones, lower case letters and digits
     * @throws DemonstrationFailed when something was seen that should not be
     */
    public void run(String run) {
        try {
            walk(run);
        } catch (RuntimeException failure) {
            narrator.failed(failure.getMessage());
            throw failure;
        }
        narrator.held();
    }

    private void walk(String run) {
        narrator.step("The owner registers the sample MCP server and a machine client");
        var server = Setup.registerServer(target, "sample-" + run.toLowerCase(Locale.ROOT));
        var client = Setup.registerClient(target, server, "Machine " + run);
        narrator.fact("server", server.id() + " at " + server.resource());
        narrator.fact("client", client.id() + ", its secret was shown once");

        narrator.step("A request without a token leads the client to the authorization server");
        var found = Discovery.discover(server.resource(), narrator);

        narrator.step("The machine client gets a token and uses the server through the gateway");
        var token = TokenEndpoint.token(found, client);
        Calls.through(server.resource(), token, narrator);

        narrator.step("The owner revokes the connection, lets the client in again, disables, enables and revokes it");
        var revocation = new Revocation(target, server, found, client, narrator);
        revocation.ofTheConnection(token);
        revocation.ofTheClient(revocation.letInAgain());

        narrator.step("The auditor proves what happened");
        new Evidence(target, narrator).of(client.id());
        new PersonJourney(target, narrator).run(run, server);
        new SelfRegistration(target, narrator).run(server);
        new MetadataClient(target, narrator).run(server);
    }
}
