package io.countersign.local.demo;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Browser.Page;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.PublicClient.Attempt;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A person at a browser and an MCP client on the same machine: one installation. */
public final class Desktop {
    private static final String SCOPES = "input[name=scope]";
    private final Person person;
    private final Browser browser;
    private final PublicClient client;
    private final String clientId;
    private final SampleServer server;

    private Desktop(Person person, Browser browser, SampleServer server, String clientId, PublicClient client) {
        this.person = person;
        this.browser = browser;
        this.server = server;
        this.clientId = clientId;
        this.client = client;
    }

    /** @param clientId of a client as {@link PublicClient#registration} describes it, bound to the server */
    public static Desktop of(Target target, Person person, String clientId, SampleServer server) {
        return new Desktop(person, new Browser(target), server, clientId, new PublicClient(discover(server), clientId));
    }

    /** @param redirect where the client gets its answers instead of loopback */
    public static Desktop of(Target target, Person person, String clientId, SampleServer server, URI redirect) {
        return new Desktop(person, new Browser(target), server, clientId, new PublicClient(discover(server), clientId, redirect));
    }

    private static Found discover(SampleServer server) {
        return Discovery.discover(server.resource(), StepReporter.silent());
    }

    public Browser browser() {
        return browser;
    }

    public String clientId() {
        return clientId;
    }

    public SampleServer server() {
        return server;
    }

    /** What the person is shown when the client asks. */
    public record Question(Attempt attempt, Page page) {
        public Set<String> scopes() {
            return Set.copyOf(page.form(SCOPES).select(SCOPES).eachAttr("value"));
        }

        public String title() {
            return page.title();
        }
    }

    /** Has the client ask, and the person sign in where that is needed. */
    public Question ask(String... scopes) {
        var attempt = client.attempt(scopes);
        return new Question(attempt, browser.signIn(browser.open(attempt.address(), client::isCallback), person, client::isCallback));
    }

    /** The person allows what was asked but for some scopes; the client redeems its code. */
    public Tokens allow(Question question, String... leftOut) {
        return client.redeem(question.attempt(), answer(question, "allow", Set.of(leftOut)));
    }

    /** The person says no; what the client is told then. */
    public String deny(Question question) {
        return client.refusal(question.attempt(), answer(question, "deny", Set.of()));
    }

    /** Asks for these scopes, and all of them are allowed. */
    public Tokens connect(String... scopes) {
        return allow(ask(scopes));
    }

    /** A question that a consent on record answers already was not put to the person. */
    private URI answer(Question question, String decision, Set<String> leftOut) {
        var page = question.page();
        if (client.isCallback(page.address())) {
            return page.address();
        }
        var after = browser.submit(page, page.form(SCOPES), Map.of("decision", decision),
                field -> "scope".equals(field.key()) && leftOut.contains(field.value()), client::isCallback);
        DemonstrationFailed.unless(client.isCallback(after.address()), "The browser ends at " + after.address() + ": " + after.title());
        return after.address();
    }

    public Tokens refresh(RefreshToken token) {
        return client.refresh(token);
    }

    /** The error a refresh is refused with. */
    public String refusedRefresh(Tokens tokens) {
        var answer = client.ask(new RefreshTokenGrant(tokens.getRefreshToken()));
        DemonstrationFailed.unless(!answer.indicatesSuccess(), "What has ended was refreshed");
        return answer.toErrorResponse().getErrorObject().getCode();
    }

    /** A new MCP session. */
    public McpSession session(Tokens tokens) {
        return McpSession.open(server.resource(), tokens.getAccessToken().getValue());
    }

    public static String claim(Tokens tokens, String name) {
        try {
            return String.valueOf(SignedJWT.parse(tokens.getAccessToken().getValue()).getJWTClaimsSet().getClaim(name));
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("The access token is no JWT");
        }
    }

    static Set<String> scopes(Tokens tokens) {
        return new HashSet<>(List.copyOf(Scope.parse(claim(tokens, "scope")).toStringList()));
    }
}
