package io.countersign.local.demo;

import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A member connects an MCP client on the own machine, sees what it may do, uses it, gives it more, and ends it; then the owner ends what
 * the member holds, and the auditor reads all of it. Stops at the first sentence that does not hold.
 */
final class PersonJourney {
    private static final String READ = "sample:read";
    private static final String ADMIN = "sample:admin";
    private static final int AT_ONCE = 20;
    private final Target target;
    private final StepReporter reporter;

    public PersonJourney(Target target, StepReporter reporter) {
        this.target = target;
        this.reporter = reporter;
    }

    /** @param run distinguishes this run's client from earlier ones */
    public void run(String run, SampleServer server) {
        reporter.step("The owner registers an MCP client that people run on their own machines");
        var clientId = PublicClient.register(target, server, "Desktop " + run, READ, ADMIN);
        reporter.fact("client", clientId + ", public, may return to any port of " + PublicClient.REGISTERED_REDIRECT);

        reporter.step("A member signs in, sees what the client asks for, leaves one scope out and allows the rest");
        var desktop = Desktop.of(target, Person.FIRST_MEMBER, clientId, server);
        var tokens = connectInPart(desktop);
        Calls.through(server.resource(), tokens.getAccessToken().getValue(), reporter);

        reporter.step("Several processes of the client refresh at once");
        var refreshed = refreshAtOnce(desktop, tokens);
        reporter.fact("answers", AT_ONCE + " usable ones, one and the same successor");

        reporter.step("A tool needs more than was granted: the client asks the member for all of it");
        var more = new StepUp(desktop, reporter).run(refreshed);

        reporter.step("The member sees the own connections and ends one");
        end(desktop, more);
        reporter.fact("refresh", desktop.refusedRefresh(more));

        reporter.step("The owner withdraws the member's consent, then switches the member's access off and on again");
        new OwnerActions(target, desktop, reporter).run(READ, ADMIN);

        reporter.step("The auditor reads what happened to the member, in order, with what was shown and what caused what");
        new MemberHistory(target, reporter).of(clientId, Person.FIRST_MEMBER.id());
    }

    private Tokens connectInPart(Desktop desktop) {
        var question = desktop.ask(READ, ADMIN);
        reporter.fact("shown", question.title());
        reporter.fact("asked for", question.scopes());
        var tokens = desktop.allow(question, ADMIN);
        reporter.fact("granted", Desktop.scopes(tokens));
        var subject = Desktop.claim(tokens, "sub");
        DemonstrationFailed.unless(subject.equals(Person.FIRST_MEMBER.id()), "The token is for " + subject);
        DemonstrationFailed.unless(Desktop.scopes(tokens).equals(Set.of(READ)), "The token carries " + Desktop.scopes(tokens));
        return tokens;
    }

    /** RFC 9700 4.14.2 with a grace window: whoever comes second finds the winner's successor. */
    private static Tokens refreshAtOnce(Desktop desktop, Tokens tokens) {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Tokens>> same = IntStream.range(0, AT_ONCE)
                    .<Callable<Tokens>>mapToObj(_ -> () -> desktop.refresh(tokens.getRefreshToken())).toList();
            var answers = pool.invokeAll(same).stream().map(PersonJourney::result).toList();
            var successors = answers.stream().map(answer -> answer.getRefreshToken().getValue()).collect(Collectors.toSet());
            DemonstrationFailed.unless(successors.size() == 1, AT_ONCE + " refreshes led to " + successors.size() + " successors");
            return answers.getFirst();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("Interrupted while refreshing");
        }
    }

    private static Tokens result(Future<Tokens> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("Interrupted while refreshing");
        }
    }

    private void end(Desktop desktop, Tokens tokens) {
        var session = desktop.session(tokens);
        var connection = Desktop.claim(tokens, "cid");
        DemonstrationFailed.unless(session.echo().statusCode() == HttpURLConnection.HTTP_OK, "The connection does not work");
        var browser = desktop.browser();
        var own = Poll.until("The member does not see the own connection",
                () -> browser.api("GET", target.api("/me/connections?clientId=" + desktop.clientId()), "").expect(200).body().path("items")
                        .valueStream().map(item -> item.path("id").asString()).toList(),
                ids -> ids.contains(connection));
        reporter.fact("connections", own);
        browser.post("/connections/" + connection + "/revoke", Map.of("reasonCode", "USER_REQUEST")).expect(200, 204);
        var accepted = System.nanoTime();
        Poll.until("The ended connection still works", () -> session.echo().statusCode(),
                status -> status == HttpURLConnection.HTTP_UNAUTHORIZED);
        reporter.lasted("refused after", System.nanoTime() - accepted);
    }
}
