package io.countersign.e2e;

import io.countersign.local.demo.Browser;
import io.countersign.testkit.Person;
import java.net.URI;
import java.util.Map;

/**
 * What a script's client asked a person, and they allowed.
 *
 * @param page the text they read before
 * @param back the text that the client shows them afterwards
 */
record Allowed(String page, String back) {
    /** The script's next line says where the browser has to go. */
    static Allowed by(Person person, Browser browser, NodeScript script) {
        var asked = browser.open(URI.create(script.said().path("authorize").asString()), _ -> false);
        var page = browser.signIn(asked, person, _ -> false);
        var back = browser.submit(page, page.form("input[name=scope]"), Map.of("decision", "allow"), _ -> false, _ -> false);
        return new Allowed(page.document().text(), back.document().text());
    }
}
