package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.OwnerAnswerContract;
import io.countersign.testkit.harness.RunningService.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The consent service's word on its keys. A member whom nobody ever switched off is known, and open at epoch 0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerAnswerTest extends OwnerAnswerContract {
    private final FakePeers peers = new FakePeers();
    private RunningConsent consent;

    @BeforeAll
    void start(@TempDir Path directory) {
        consent = RunningConsent.alone(directory, peers, new KnownPeople());
        assertThat(consent.post(consent.person("org-1", "usr-1", "owner"), "/api/v1/orgs/org-1/members/usr-off/access",
                "{\"enabled\":false}").status()).isEqualTo(204);
    }

    @AfterAll
    void stop() {
        consent.close();
        peers.close();
    }

    @Override
    protected Answer post(String body) {
        return consent.post(consent.service("org-1"), "/internal/access", body);
    }

    @Override
    protected List<String> open() {
        return List.of("member:org-1:usr-nobody-touched");
    }

    @Override
    protected String closed() {
        return "member:org-1:usr-off";
    }

    @Override
    protected List<String> unknown() {
        return List.of("consent:cns-none", "consent:", "member:org-1", "member:org-1:", "member::usr-1", "member:org-1:usr-1:more");
    }

    @Override
    protected String foreign() {
        return "client:cli-1";
    }
}
