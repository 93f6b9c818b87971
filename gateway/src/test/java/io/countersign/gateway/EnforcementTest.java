package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class EnforcementTest extends GatewayTest {
    @Autowired
    private MeterRegistry meters;

    @Test
    void whatHasEndedOrWasCutNeedsANewAuthorization() {
        table.end("connection:con-ended");
        assertRefused(() -> post(TOKENS.of("ended"), LIST), 401, "connection_revoked");
        table.end("client:cli-gone");
        assertRefused(() -> post(TOKENS.of("gone"), LIST), 401, "client_revoked");
        table.cut("binding:cli-unbound:srv-sample");
        assertRefused(() -> post(TOKENS.of("unbound"), LIST), 401, "client_not_approved");
    }

    @Test
    void whatIsPausedIs403AndComesBack() {
        table.suspend("client:cli-paused");
        var token = TOKENS.of("paused");
        var refused = assertRefused(() -> post(token, LIST), 403, "client_disabled");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        table.clear();
        assertThat(post(token, LIST).statusCode()).isEqualTo(200);
        table.suspend("server:srv-sample");
        assertRefused(() -> post(token, LIST), 403, "server_disabled");
        table.suspend("organization:" + FakePeers.ORGANIZATION);
        assertRefused(() -> post(token, LIST), 403, "org_suspended");
    }

    /** Switching a member off does both at once (MG-05): the token never comes back, and its end is reported. */
    @Test
    void whatIsCutAndPausedAtOnceHasEnded() {
        var token = TOKENS.of("both");
        table.cutAndSuspend("client:cli-both");
        assertRefused(() -> post(token, LIST), 401, "client_revoked");
        assertThat(facts.of("RevocationEnforced")).singleElement()
                .satisfies(fact -> assertThat(fact.path("data").path("key").asString()).isEqualTo("client:cli-both"));
    }

    /** C28 has the organization first; but it comes back, and the connection does not. */
    @Test
    void whatHasEndedIsToldBeforeWhatIsPaused() {
        var token = TOKENS.of("ended-in-a-pause");
        table.suspend("organization:" + FakePeers.ORGANIZATION);
        table.end("connection:con-ended-in-a-pause");
        assertRefused(() -> post(token, LIST), 401, "connection_revoked");
        assertThat(facts.of("RevocationEnforced")).hasSize(1);
    }

    @Test
    void theFirstRefusalOfEndedAccessIsReportedOnceWithItsLag() {
        table.end("connection:con-lag");
        post(TOKENS.of("lag"), LIST, "X-Correlation-Id", "the-refused-call");
        post(TOKENS.of("lag"), LIST);
        assertThat(facts.of("RevocationEnforced")).singleElement().satisfies(fact -> {
            assertThat(fact.path("subject").asString()).isEqualTo("con-lag");
            assertThat(fact.path("correlationid").asString()).isEqualTo("the-refused-call");
            assertThat(fact.path("data").path("lagMillis").asLong()).isEqualTo(7);
            assertThat(fact.path("data").path("key").asString()).isEqualTo("connection:con-lag");
            assertThat(fact.path("data").path("version").asLong()).isEqualTo(9);
        });
        assertThat(meters.get("countersign.revocation.lag").timer().count()).isPositive();
    }

    @Test
    void whatArrivedUnseenIsReportedWithoutALag() {
        var token = TOKENS.of("unseen");
        PEERS.says(new AccessEntry("connection:con-unseen", 0, false, true, 3));
        table.age = Duration.ofSeconds(6);
        assertRefused(() -> post(token, LIST), 401, "connection_revoked");
        assertThat(facts.of("RevocationEnforced")).singleElement()
                .satisfies(fact -> assertThat(fact.path("data").has("lagMillis")).isFalse());
    }

    @Test
    void aRefusalLeavesNothingInTheWayOfTheNextRequestOnTheConnection() {
        table.suspend("client:cli-again");
        var token = TOKENS.of("again");
        for (var i = 0; i < 50; i++) {
            assertThat(post(token, LIST + " ".repeat(i * 100)).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void numbersOfFactsAreDense() {
        for (var i = 0; i < 3; i++) {
            post(TOKENS.of("dense"), call("secret_report"));
        }
        var numbers = facts.all.stream().map(fact -> fact.path("data").path("n").asLong()).toList();
        assertThat(numbers).hasSize(3).containsExactly(numbers.getFirst(), numbers.getFirst() + 1, numbers.getFirst() + 2);
    }

    @Nested
    class GivenAStaleFeed {
        private void stale() {
            table.age = Duration.ofSeconds(6);
        }

        @Test
        void theOwnersAreAsked() {
            stale();
            assertThat(post(TOKENS.of("stale-open"), LIST).statusCode()).isEqualTo(200);
            var ended = TOKENS.of("stale-ended");
            PEERS.says(new AccessEntry("connection:con-stale-ended", 0, false, true, 3));
            assertRefused(() -> post(ended, LIST), 401, "connection_revoked");
        }

        /** Absent is never open, whoever the owner is. */
        @ParameterizedTest
        @CsvSource({"organization:" + FakePeers.ORGANIZATION + ",org_suspended", "server:srv-sample,server_disabled",
                "client:cli-%s,client_revoked", "binding:cli-%s:srv-sample,client_not_approved", "connection:con-%s,connection_revoked"})
        void whatItsOwnerDoesNotKnowIsRefused(String key, String code) {
            stale();
            var name = "stale-unknown-" + code;
            var token = TOKENS.of(name);
            PEERS.owners.values().forEach(owner -> owner.forgets(List.of(key.formatted(name))));
            assertRefused(() -> post(token, LIST), 401, code);
        }

        @Test
        void whatTheTableAlreadyKnowsStillCounts() {
            stale();
            table.end("connection:con-stale-known");
            assertRefused(() -> post(TOKENS.of("stale-known"), LIST), 401, "connection_revoked");
        }

        @Test
        void onlyWhenTheyDoNotAnswerEitherIsTheCallRefused() {
            assertThat(post(TOKENS.of("warm"), LIST).statusCode()).isEqualTo(200);
            stale();
            PEERS.silent = true;
            var response = post(TOKENS.of("stale-silent"), LIST);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }

        @Test
        void aTableThatIsNotReadyIsStaleToo() {
            table.ready = false;
            var token = TOKENS.of("unready");
            PEERS.says(new AccessEntry("connection:con-unready", 0, false, true, 3));
            assertRefused(() -> post(token, LIST), 401, "connection_revoked");
        }
    }

    /** Refused before anything was begun: {@code ToolDenied} is told, and nothing reached the server. */
    private HttpResponse<String> assertRefused(Supplier<HttpResponse<String>> call, int status, String code) {
        UPSTREAM.received.clear();
        facts.all.clear();
        var response = call.get();
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response.body()).path("code").asString()).isEqualTo(code);
        assertThat(json(response.body()).path("correlationId").asString())
                .isEqualTo(response.headers().firstValue("X-Correlation-Id").orElseThrow());
        assertThat(UPSTREAM.received).isEmpty();
        assertThat(facts.of("ToolDenied")).singleElement()
                .satisfies(fact -> assertThat(fact.path("data").path("code").asString()).isEqualTo(code));
        assertThat(facts.of("ToolCalled")).isEmpty();
        return response;
    }
}
