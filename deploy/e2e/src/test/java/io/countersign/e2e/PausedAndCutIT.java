package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Architecture section 6: what is paused goes on with the token it had, what is cut is authorized anew or stays dead, what has ended does
 * not come back.
 */
class PausedAndCutIT {
    private static final Map<String, String> REASON = Map.of("reasonCode", "SECURITY");
    private static final Duration BOUND = Duration.ofSeconds(60);
    private final LocalPlatform platform = Platform.running();

    @Test
    void aSuspendedOrganizationIsRefusedUntilItIsResumedAndNobodyElseIs() {
        var paused = Machine.in(platform.target(Platform.PAUSED), "paused");
        var untouched = Machine.in(platform.target(), "untouched");
        var session = paused.session();
        var other = untouched.session();
        var operator = Browser.signedIn(paused.target(), Person.OPERATOR);
        var reading = new Api(paused.target(), platform.signIn(Person.OPERATOR));

        assertThat(paused.owner().post("/organization/suspend", REASON).expect(403).text("code")).isEqualTo("forbidden");
        operator.post("/organization/suspend", REASON).expect(204);

        assertThat(Machine.firstRefusal(session)).isEqualTo("403 org_suspended");
        assertThat(paused.refusal()).isEqualTo("unauthorized_client");
        assertThat(other.echo().statusCode()).isEqualTo(200);
        assertThat(untouched.askForToken().status()).isEqualTo(200);
        assertThat(reading.get("/clients").status()).as("an operator sees nothing of the organization").isEqualTo(403);

        operator.post("/organization/resume", Map.of()).expect(204);

        await().atMost(BOUND).until(() -> session.echo().statusCode() == 200);
        await().atMost(BOUND).until(() -> paused.askForToken().status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"servers", "clients"})
    void afterEverythingOfItWasRevokedAClientIsLetInAgainAndItsOldTokenStaysDead(String kind) {
        var machine = Machine.in(platform.target(), "cut-" + kind);
        var before = machine.session();
        var cut = kind.equals("servers") ? machine.server().id() : machine.client().id();

        machine.owner().post("/" + kind + "/" + cut + "/revoke-all", REASON).expect(204);

        assertThat(Machine.firstRefusal(before)).startsWith("401 ");
        assertThat(machine.refusal()).isEqualTo("unauthorized_client");

        machine.renew().expect(204);

        assertThat(machine.session().echo().statusCode()).isEqualTo(200);
        assertThat(Machine.said(before.echo())).startsWith("401 ");
    }

    /** Whoever reads the refusal can do what it says. */
    @Test
    void theCallThatTheTokenEndpointNamesLetsTheClientInAgain() {
        var machine = Machine.in(platform.target(), "advised");
        var before = machine.session();
        machine.owner().post("/clients/" + machine.client().id() + "/revoke-all", REASON).expect(204);
        assertThat(Machine.firstRefusal(before)).startsWith("401 ");

        var advised = machine.askForToken().expect(400).text("error_description").replaceFirst("(?s).*POST /api/v1/orgs/[^/]+", "");
        machine.owner().post(advised, Map.of("reasonCode", "ADMIN")).expect(204);

        assertThat(machine.askForToken().status()).isEqualTo(200);
    }

    @Test
    void anArchivedProjectLetsNobodyInAgain() {
        var machine = Machine.in(platform.target(), "archived");
        var before = machine.session();
        var project = "/projects/" + machine.server().projectId();

        machine.owner().post(project + "/archive", Map.of("confirm", "Project of archived")).expect(204);

        assertThat(Machine.firstRefusal(before)).startsWith("401 ");
        assertThat(machine.askForToken().status()).isEqualTo(400);
        assertThat(machine.renew().text("code")).isEqualTo("already_terminal");
        assertThat(machine.askForToken().status()).isEqualTo(400);
    }
}
