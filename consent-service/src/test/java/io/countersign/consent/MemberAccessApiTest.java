package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.starter.passport.Passport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The switch over HTTP, and the owner's word on it. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberAccessApiTest {
    private static final String API = "/api/v1/orgs/org-1/members/";
    private static final String OFF = "{\"enabled\":false,\"reasonCode\":\"SECURITY\"}";
    private static final String ON = "{\"enabled\":true}";

    private RunningConsent consent;
    private Passport owner;
    private Passport service;

    @BeforeAll
    void start(@TempDir Path directory) {
        consent = new RunningConsent(directory);
        owner = consent.with("org-1", "session", Duration.ZERO, "owner");
        service = consent.with("org-1", "service", Duration.ZERO, "service");
    }

    @AfterAll
    void stop() {
        consent.close();
    }

    @Test
    void aMemberNobodyEverSwitchedOffIsEnabled() {
        var answer = consent.get(service, "/internal/organizations/org-1/members/usr-new/access");

        assertThat(answer.text("/status")).isEqualTo("ENABLED");
        assertThat(answer.body().at("/access/suspended").asBoolean()).isFalse();
        assertThat(consent.post(owner, API + "usr-new/access", ON).status()).isEqualTo(204);
    }

    @Test
    void switchingOffCutsAndSwitchingOnRestoresNothing() {
        consent.post(owner, API + "usr-2/access", OFF);
        consent.post(owner, API + "usr-2/access", ON);
        assertThat(consent.post(owner, API + "usr-2/access", OFF).status()).isEqualTo(204);
        var off = consent.get(service, "/internal/organizations/org-1/members/usr-2/access");
        consent.post(owner, API + "usr-2/access", ON);
        var on = consent.post(service, "/internal/access", "{\"keys\":[\"member:org-1:usr-2\",\"client:cli-1\"]}");

        assertThat(off.text("/status")).isEqualTo("DISABLED");
        assertThat(off.body().at("/access/suspended").asBoolean()).isTrue();
        assertThat(off.body().at("/access/epoch").asLong()).isEqualTo(2);
        assertThat(on.body().size()).isEqualTo(1);
        assertThat(on.body().at("/0/epoch").asLong()).isEqualTo(2);
        assertThat(on.body().at("/0/suspended").asBoolean()).isFalse();
    }

    @Test
    void aManagementKeyCannotSwitch() {
        var key = consent.with("org-1", "management_key", Duration.ZERO, "owner");

        var answer = consent.post(key, API + "usr-3/access", OFF);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/code")).isEqualTo("step_up_required");
    }

    @Test
    void aLoginOfTenMinutesAgoIsTooOld() {
        var earlier = consent.with("org-1", "session", Duration.ofMinutes(10), "owner");

        assertThat(consent.post(earlier, API + "usr-3/access", OFF).text("/code")).isEqualTo("step_up_required");
    }

    @Test
    void theListShowsWhoWasSwitched() {
        var off = consent.post(owner, API + "usr-listed/access", OFF);

        var list = consent.get(owner, "/api/v1/orgs/org-1/members?status=DISABLED", "Countersign-Receipt",
                off.header("Countersign-Receipt"));

        assertThat(list.body().at("/items").findValuesAsString("userId")).contains("usr-listed");
    }

    @Test
    void onlyAnOwnerSwitches() {
        var auditor = consent.with("org-1", "session", Duration.ZERO, "auditor");

        assertThat(consent.post(auditor, API + "usr-3/access", OFF).status()).isEqualTo(403);
    }

    @Test
    void theSwitchNeedsAPosition() {
        var answer = consent.post(owner, API + "usr-3/access", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).isEqualTo("enabled");
    }
}
