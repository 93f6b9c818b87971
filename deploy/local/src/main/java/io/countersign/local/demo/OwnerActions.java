package io.countersign.local.demo;

import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.testkit.Person;
import java.net.HttpURLConnection;
import java.util.Map;

/**
 * How an owner ends what a member holds: the consent is withdrawn, the member's access is switched off. Switched on again it lets the
 * member authorize anew and brings nothing back (MG-06).
 */
final class OwnerActions {
    private final Target target;
    private final Desktop desktop;
    private final StepReporter reporter;

    OwnerActions(Target target, Desktop desktop, StepReporter reporter) {
        this.target = target;
        this.desktop = desktop;
        this.reporter = reporter;
    }

    void run(String... scopes) {
        var owner = Browser.signedIn(target, Person.OWNER);
        var first = desktop.connect(scopes);
        var consent = consentOfTheMember(owner);
        refusedAfter(owner, "consent withdrawn", first, "/consents/" + consent + "/withdraw", Map.of("reasonCode", "ADMIN"));
        reporter.fact("refresh", desktop.refusedRefresh(first));

        var second = desktop.connect(scopes);
        try {
            refusedAfter(owner, "MCP access switched off", second, access(second),
                    Map.of("enabled", false, "reasonCode", "SECURITY"));
            var page = desktop.ask(scopes).page();
            DemonstrationFailed.unless(page.status() == HttpURLConnection.HTTP_FORBIDDEN,
                    "Although access is off the member is shown " + page.status() + " " + page.title());
            reporter.fact("authorizing meanwhile", page.title());
        } finally {
            owner.post(access(second), Map.of("enabled", true, "reasonCode", "ADMIN")).expect(200, 202, 204);
        }
        var third = desktop.connect(scopes);
        Poll.until("Access is on again and a new connection does not work", () -> call(third),
                status -> status == HttpURLConnection.HTTP_OK);
        DemonstrationFailed.unless(call(second) == HttpURLConnection.HTTP_UNAUTHORIZED, "Switching on brought something back");
        reporter.fact("switched on again", "a new connection works; refresh of the old one: " + desktop.refusedRefresh(second));
    }

    private int call(Tokens tokens) {
        return McpSession.status(desktop.server().resource(), tokens.getAccessToken().getValue());
    }

    private void refusedAfter(Browser owner, String act, Tokens tokens, String path, Map<String, ?> body) {
        var session = desktop.session(tokens);
        DemonstrationFailed.unless(session.echo().statusCode() == HttpURLConnection.HTTP_OK, "Refused before: " + act);
        owner.post(path, body).expect(200, 202, 204);
        var accepted = System.nanoTime();
        Poll.until("Still answered: " + act, () -> session.echo().statusCode(), status -> status != HttpURLConnection.HTTP_OK);
        reporter.lasted(act + ", refused after", System.nanoTime() - accepted);
    }

    private String consentOfTheMember(Browser owner) {
        return Poll.until("The owner does not see the member's consent",
                () -> owner.api("GET", target.api("/consents?clientId=" + desktop.clientId() + "&status=GRANTED"), "").expect(200).body()
                        .path("items").path(0).path("id").asString(""),
                id -> !id.isEmpty());
    }

    private static String access(Tokens tokens) {
        return "/members/" + Desktop.claim(tokens, "sub") + "/access";
    }
}
