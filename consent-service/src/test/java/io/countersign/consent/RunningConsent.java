package io.countersign.consent;

import io.countersign.consent.directory.Directory;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The consent service as it runs, with people and peers of the test's. */
final class RunningConsent extends RunningService {
    static final String ORIGIN = "http://127.0.0.1:8080";

    RunningConsent(Path directory) {
        this(directory, start -> start);
    }

    RunningConsent(Path directory, UnaryOperator<Start> settings) {
        super(ConsentApplication.class, "consent-service", settings.apply(Start.in(directory)));
    }

    static RunningConsent with(Path directory, FakePeers peers, Directory people) {
        return new RunningConsent(directory, start -> start.with("countersign.services.token", peers.url())
                .with("countersign.services.registry", peers.url()).with("countersign.base-url", ORIGIN).with(Directory.class, people));
    }

    /** What a browser sends when it submits the page's form. */
    Answer submit(Passport person, String path, String fields) {
        return form(person, path, fields, "Origin", ORIGIN, "Sec-Fetch-Site", "same-origin");
    }

    /** @param headers names and values in turn */
    Answer form(Passport person, String path, String fields, String... headers) {
        var request = request(path).header("Authorization", "Bearer " + bean(PassportMint.class).mint(person, "consent-service"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(fields));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }
}
