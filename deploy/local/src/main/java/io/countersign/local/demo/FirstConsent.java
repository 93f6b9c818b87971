package io.countersign.local.demo;

import io.countersign.local.demo.Setup.SampleServer;

/** A member lets in a client that nobody registered, having been told that nobody vouches for it; the client calls a tool then. */
final class FirstConsent {
    private FirstConsent() {
    }

    /** @param told how the page must say what is known of it */
    static void of(Desktop desktop, SampleServer server, String told, StepReporter reporter) {
        var question = desktop.ask("sample:read");
        var page = question.page().document();
        DemonstrationFailed.unless(page.text().contains("Not verified") && page.text().contains(told),
                "The member is not told that nobody vouches for the client, and “" + told + "”: " + page.text());
        reporter.fact("shown", question.title() + " " + page.select(".mark.warn").eachText() + ", " + told);
        Calls.through(server.resource(), desktop.allow(question).getAccessToken().getValue(), reporter);
    }
}
