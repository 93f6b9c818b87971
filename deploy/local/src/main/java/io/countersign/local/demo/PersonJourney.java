package io.countersign.local.demo;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Browser.Page;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A member connects an MCP client on the own machine, sees what it may do, uses it, and ends it. Stops at the first sentence that does not
 * hold.
 */
public final class PersonJourney {
    private static final String READ = "sample:read";
    private static final String ADMIN = "sample:admin";
    private static final int AT_ONCE = 20;
    private final Target target;
    private final Narrator narrator;

    public PersonJourney(Target target, Narrator narrator) {
        this.target = target;
        this.narrator = narrator;
    }

    /** @param run distinguishes this run's client from earlier ones */
    public void run(String run, SampleServer server) {
        narrator.step("The owner registers an MCP client that people run on their own machines");
        var owner = new Api(target, target.ownerKey());
        var clientId = owner.post("/clients", PublicClient.registration(server.projectId(), "Desktop " + run)).expect(201).text("id");
        owner.put("/clients/" + clientId + "/bindings/" + server.id(), Map.of("scopes", List.of(READ, ADMIN))).expect(200, 201, 204);
        narrator.fact("client", clientId + ", public, may return to any port of " + PublicClient.REGISTERED_REDIRECT);

        narrator.step("A member signs in, sees what the client asks for, leaves one scope out and allows the rest");
        var client = new PublicClient(Discovery.discover(server.resource(), Narrator.silent()), clientId);
        var browser = new Browser(target);
        var tokens = connect(browser, client);
        narrator.fact("granted", String.valueOf(tokens.getAccessToken().getScope()));
        var subject = claims(tokens).getOrDefault("sub", "").toString();
        DemonstrationFailed.unless(subject.equals(Person.FIRST_MEMBER.id()), "The token is for " + subject);
        DemonstrationFailed.unless(READ.equals(claims(tokens).get("scope")), "The token carries " + claims(tokens).get("scope"));
        Calls.through(server.resource(), tokens.getAccessToken().getValue(), narrator);

        narrator.step("Several processes of the client refresh at once");
        var refreshed = refreshAtOnce(client, tokens);
        narrator.fact("answers", AT_ONCE + " usable ones, one and the same successor");

        narrator.step("The member sees the own connections and ends this one");
        end(browser, clientId, McpSession.open(server.resource(), refreshed.getAccessToken().getValue()));
        var again = client.ask(new com.nimbusds.oauth2.sdk.RefreshTokenGrant(refreshed.getRefreshToken()));
        DemonstrationFailed.unless(!again.indicatesSuccess(), "The ended connection was refreshed");
        narrator.fact("refresh", again.toErrorResponse().getErrorObject().getCode());
    }

    private Tokens connect(Browser browser, PublicClient client) {
        var attempt = client.attempt(READ, ADMIN);
        var page = browser.signIn(browser.open(attempt.address(), client::isCallback), Person.FIRST_MEMBER, client::isCallback);
        narrator.fact("shown", page.title());
        var answered = allowWithout(ADMIN, browser, page, client);
        return client.redeem(attempt, answered);
    }

    private URI allowWithout(String scope, Browser browser, Page page, PublicClient client) {
        var form = page.form("input[name=scope]");
        narrator.fact("asked for", form.select("input[name=scope]").eachAttr("value"));
        var after = browser.submit(page, form, Map.of("decision", "allow"),
                field -> "scope".equals(field.key()) && scope.equals(field.value()), client::isCallback);
        DemonstrationFailed.unless(client.isCallback(after.address()), "The browser ends at " + after.address() + ": " + after.title());
        return after.address();
    }

    /** RFC 9700 4.14.2 with a grace window: whoever comes second finds the winner's successor. */
    private Tokens refreshAtOnce(PublicClient client, Tokens tokens) {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Tokens>> same = IntStream.range(0, AT_ONCE)
                    .<Callable<Tokens>>mapToObj(_ -> () -> client.refresh(tokens.getRefreshToken())).toList();
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

    private void end(Browser browser, String clientId, McpSession session) {
        DemonstrationFailed.unless(session.echo().statusCode() == 200, "The refreshed connection does not work");
        var connection = Poll.until("The member does not see the own connection", () -> {
            var items = browser.api("GET", target.api("/me/connections?clientId=" + clientId), "").expect(200).body().path("items");
            return items.isEmpty() ? "" : items.path(0).path("id").asString();
        }, id -> !id.isEmpty());
        browser.api("POST", target.api("/connections/" + connection + "/revoke"), "{\"reasonCode\":\"USER_REQUEST\"}").expect(200, 204);
        var accepted = System.nanoTime();
        Poll.until("The ended connection still works", () -> session.echo().statusCode(), status -> status == 401);
        narrator.fact("refused after", Poll.millis(System.nanoTime() - accepted));
    }

    private static Map<String, Object> claims(Tokens tokens) {
        try {
            return SignedJWT.parse(tokens.getAccessToken().getValue()).getJWTClaimsSet().toJSONObject();
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("The access token is no JWT");
        }
    }
}
