package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.events.log.Streams;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A consent service of the class, without a broker, and a member at its page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([A-Za-z0-9_-]{43})\"");
    final FakePeers peers = new FakePeers();
    final KnownPeople people = new KnownPeople().knows("usr-1", "Mia Onyango");
    RunningConsent consent;
    Passport mia;
    Passport service;

    @BeforeAll
    void start(@TempDir Path directory) {
        consent = RunningConsent.alone(directory, peers, people);
        mia = consent.person("org-1", "usr-1", "member");
        service = consent.service("org-1");
    }

    @AfterAll
    void stop() {
        consent.close();
        peers.close();
    }

    static String path(AuthorizationRequestAnswer request) {
        return "/o/acme/consent/" + request.id();
    }

    Answer page(AuthorizationRequestAnswer request) {
        return consent.get(mia, path(request));
    }

    String version(AuthorizationRequestAnswer request) {
        return versionIn(page(request));
    }

    static String versionIn(Answer page) {
        var found = VERSION.matcher(page.content());
        assertThat(found.find()).as(page.content()).isTrue();
        return found.group(1);
    }

    Answer decision(AuthorizationRequestAnswer request) {
        return consent.get(service, "/internal/consents/decisions/" + request.id());
    }

    List<ConsentEvent> events(String consentId) {
        var all = new ArrayList<ConsentEvent>();
        consent.bean(Streams.class).load(consentId, new Object(), (state, recorded) -> {
            all.add((ConsentEvent) recorded.event());
            return state;
        });
        return all;
    }
}
