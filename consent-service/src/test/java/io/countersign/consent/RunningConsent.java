package io.countersign.consent;

import io.countersign.consent.directory.Directory;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The consent service as it runs, with people and peers of the test's. */
final class RunningConsent extends RunningService {
    static final String ORIGIN = "http://127.0.0.1:8080";

    private final Start start;

    private RunningConsent(Path directory, UnaryOperator<Start> settings) {
        this(settings.apply(Start.in(directory)));
    }

    private RunningConsent(Start start) {
        super(ConsentApplication.class, "consent-service", start);
        this.start = start;
    }

    /** Another process on the same database, with a clock that goes ahead by that much; it ends with {@link #leave}. */
    RunningConsent replica(Duration ahead) {
        return new RunningConsent(start.at(Clock.offset(Clock.systemUTC(), ahead)));
    }

    /** Without a broker: nothing is published and no view is fed. */
    static RunningConsent alone(Path directory, FakePeers peers, Directory people) {
        return alone(directory, peers, people, start -> start);
    }

    static RunningConsent alone(Path directory, FakePeers peers, Directory people, UnaryOperator<Start> more) {
        return new RunningConsent(directory,
                start -> more.apply(among(start, peers, people).with("spring.kafka.bootstrap-servers", "127.0.0.1:1")
                        .with("countersign.relay.enabled", "false").with("logging.level.org.apache.kafka", "off")));
    }

    /** With a broker of its own. */
    static RunningConsent on(String broker, Path directory, FakePeers peers, Directory people, UnaryOperator<Start> more) {
        return new RunningConsent(directory,
                start -> more.apply(among(start, peers, people).with("spring.kafka.bootstrap-servers", broker)));
    }

    private static Start among(Start start, FakePeers peers, Directory people) {
        return start.with("countersign.services.token", peers.url()).with("countersign.services.registry", peers.url())
                .with("countersign.base-url", ORIGIN).with("countersign.peer-timeouts.read", "30s")
                .with("countersign.peer-timeouts.connect", "30s").with(Directory.class, people);
    }

    /** The one service of all tests that need the broker, with its peers and people: two logs cannot share a topic. */
    static Company company() {
        return Company.ONLY;
    }

    /** A service and whom it talks to. */
    record Company(RunningConsent consent, FakePeers peers, KnownPeople people) {
        private static final Company ONLY = founded();

        private static Company founded() {
            var peers = new FakePeers();
            var people = new KnownPeople();
            try {
                var directory = Files.createTempDirectory("consent-");
                return new Company(new RunningConsent(directory, start -> among(start, peers, people)), peers, people);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
