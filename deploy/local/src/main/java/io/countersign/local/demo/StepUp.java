package io.countersign.local.demo;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tool needs more than was granted (MCP authorization, "Step-Up"): the client asks the person for all that the challenge names. A no is
 * told to the client and changes nothing; a yes makes a new connection, and the MCP session goes on.
 */
final class StepUp {
    private static final String TOOL = "secret_report";
    private final Desktop desktop;
    private final StepReporter reporter;

    StepUp(Desktop desktop, StepReporter reporter) {
        this.desktop = desktop;
        this.reporter = reporter;
    }

    /**
     * @param granted tokens that lack a scope of the tool
     * @return tokens of the connection that carries all
     */
    Tokens run(Tokens granted) {
        var session = desktop.session(granted);
        var needed = challenged(session);
        reporter.fact("challenge", "insufficient_scope, all of " + needed);

        reporter.fact("the member says no", desktop.deny(desktop.ask(needed.toArray(String[]::new))));
        DemonstrationFailed.unless(challenged(session).equals(needed), "After the no another challenge is made");
        DemonstrationFailed.unless(session.echo().statusCode() == HttpURLConnection.HTTP_OK, "The no ended what was granted before");

        var tokens = desktop.connect(needed.toArray(String[]::new));
        DemonstrationFailed.unless(Desktop.scopes(tokens).equals(needed), "The new connection carries " + Desktop.scopes(tokens));
        DemonstrationFailed.unless(!Desktop.claim(tokens, "cid").equals(Desktop.claim(granted, "cid")),
                "The step-up changed the connection that was there");
        var answer = session.goingOnWith(tokens.getAccessToken().getValue()).call(TOOL);
        DemonstrationFailed.unless(answer.statusCode() == HttpURLConnection.HTTP_OK && answer.body().contains("42 bars"),
                "With all scopes the tool answered " + answer.statusCode() + " " + answer.body());
        reporter.fact("the member says yes", "connection " + Desktop.claim(tokens, "cid") + " carries " + Desktop.scopes(tokens)
                + " and goes on in the same MCP session");
        return tokens;
    }

    private static Set<String> challenged(McpSession session) {
        var refused = session.call(TOOL);
        try {
            var error = BearerTokenError.parse(refused.headers().firstValue("WWW-Authenticate").orElse(""));
            DemonstrationFailed.unless(refused.statusCode() == HttpURLConnection.HTTP_FORBIDDEN
                    && BearerTokenError.INSUFFICIENT_SCOPE.getCode().equals(error.getCode()), TOOL + " answered " + refused.statusCode());
            return new TreeSet<>(Scope.parse(String.valueOf(error.getScope())).toStringList());
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("The challenge is none: " + unreadable.getMessage());
        }
    }
}
