package io.countersign.local.demo;

import java.util.Locale;

/**
 * The demonstration, step by step, repeatable: every run registers a server and a client of its own. It stops at the first sentence that
 * does not hold.
 */
public final class Journey {
    private final Target target;
    private final StepReporter reporter;

    public Journey(Target target, StepReporter reporter) {
        this.target = target;
        this.reporter = reporter;
    }

    /**
     * @param run distinguishes this run's server and client from earlier ones, lower case letters and digits
     * @throws DemonstrationFailed when something was seen that should not be
     */
    public void run(String run) {
        try {
            walk(run);
        } catch (RuntimeException failure) {
            reporter.failed(failure.getMessage());
            throw failure;
        }
        reporter.held();
    }

    private void walk(String run) {
        reporter.step("The owner registers the sample MCP server and a machine client");
        var server = Setup.registerServer(target, "sample-" + run.toLowerCase(Locale.ROOT));
        var client = Setup.registerClient(target, server, "Machine " + run);
        reporter.fact("server", server.id() + " at " + server.resource());
        reporter.fact("client", client.id() + ", its secret was shown once");

        reporter.step("A request without a token leads the client to the authorization server");
        var found = Discovery.discover(server.resource(), reporter);

        reporter.step("The machine client gets a token and uses the server through the gateway");
        var token = TokenEndpoint.token(found, client);
        Calls.through(server.resource(), token, reporter);

        reporter.step("The owner revokes the connection, lets the client in again, disables, enables and revokes it");
        var revocation = new Revocation(target, server, found, client, reporter);
        revocation.ofTheConnection(token);
        revocation.ofTheClient(revocation.letInAgain());

        reporter.step("The auditor proves what happened");
        new Evidence(target, reporter).of(client.id());
        new PersonJourney(target, reporter).run(run, server);
        new SelfRegistration(target, reporter).run(server);
        new MetadataClient(target, reporter).run(server);
    }
}
