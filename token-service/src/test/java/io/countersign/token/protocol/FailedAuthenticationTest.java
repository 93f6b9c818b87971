package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.Streams;
import io.countersign.registry.contract.SecretAnswer;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.ClientAuthenticationEvent.RepeatedAuthenticationFailuresDetected;
import io.countersign.token.failedauthentication.FindingId;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who guesses is slowed, by the client that is named and the address the guess comes from, and nobody else is (RFC 6585 section 4). */
class FailedAuthenticationTest {
    private static final List<String> ENDPOINTS = List.of("token", "introspect", "revoke");
    private static final String HERE = "198.51.100.7";
    private static final String ELSEWHERE = "203.0.113.9";
    @TempDir
    static Path directory;
    private static RunningTokenService service;
    private static RunningTokenService replica;
    private static int clients;
    private String client = "";

    @BeforeAll
    static void start() {
        service = new RunningTokenService(directory, RunningTokenService.without(Map.of("countersign.failed-authentication.at-once", "3",
                "countersign.failed-authentication.per-minute", "6", "countersign.failed-authentication.finding", "5")));
        replica = service.replica(Map.of());
        service.registry.server("billing", 3_600, null, "billing:read");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aClient() {
        client = "cli-guessed-" + ++clients;
        service.client(client, "client_secret_basic", List.of(new SecretAnswer("sec-1", RunningTokenService.sha256("right"), null)), null);
        service.registry.bind(client, "billing", 1, "billing:read");
    }

    private static Answer ask(String endpoint, String address, String name, String secret) {
        return service.oauthFrom(address, "/o/acme/oauth2/" + endpoint, "grant_type", "client_credentials", "token", "x", "client_id", name,
                "client_secret", secret);
    }

    private static int status(String address, String name, String secret) {
        return ask("token", address, name, secret).status();
    }

    @Test
    void guessesAtAnyEndpointAreAnsweredThreeTimesAndThenWait() {
        for (var endpoint : ENDPOINTS) {
            assertThat(ask(endpoint, HERE, client, "guess").status()).as(endpoint).isEqualTo(401);
        }
        for (var endpoint : ENDPOINTS) {
            var slowed = ask(endpoint, HERE, client, "guess");
            assertThat(slowed.status()).as(endpoint).isEqualTo(429);
            assertThat(slowed.header("Retry-After")).isEqualTo("10");
            assertThat(slowed.text("/error")).isEqualTo("temporarily_unavailable");
            assertThat(slowed.header("Cache-Control")).contains("no-store");
        }
        assertThat(status(HERE, client, "right")).as("nothing is looked at, so a guess may have been right").isEqualTo(429);

        service.clock.advance(Duration.ofSeconds(10));

        assertThat(status(HERE, client, "right")).isEqualTo(200);
        assertThat(status(HERE, client, "guess")).isEqualTo(401);
        assertThat(status(HERE, client, "guess")).isEqualTo(429);
    }

    @Test
    void theRightSecretFromAnotherAddressIsNeverSlowed() {
        for (var guess = 0; guess < 40; guess++) {
            status(HERE, client, "guess");
            assertThat(status(ELSEWHERE, client, "right")).as("after %d guesses", guess).isEqualTo(200);
        }
    }

    /** RFC 6177: a subscriber has all addresses that begin with the same 64 bits. */
    @Test
    void aSubscriberHasOneAddress() {
        for (var host = 0; host < 3; host++) {
            assertThat(status("2001:db8:0:1::" + host, client, "guess")).isEqualTo(401);
        }
        assertThat(status("2001:db8:0:1:ffff::1", client, "guess")).isEqualTo(429);
        assertThat(status("2001:db8:0:2::1", client, "guess")).isEqualTo(401);
    }

    @Test
    void whichClientsThereAreCannotBeTold() {
        for (var guess = 0; guess < 6; guess++) {
            var known = ask("token", HERE, client, "guess");
            var unknown = ask("token", HERE, "cli-nobody-" + client, "guess");
            assertThat(unknown.status()).isEqualTo(known.status());
            assertThat(unknown.body()).isEqualTo(known.body());
            assertThat(unknown.header("Retry-After")).isEqualTo(known.header("Retry-After"));
        }
    }

    @Test
    void eachRefusalIsCountedByWhatItWas() {
        var wrong = counted("wrong");
        var unknown = counted("unknown");
        var slowed = counted("slowed");
        for (var guess = 0; guess < 5; guess++) {
            status(HERE, client, "guess");
        }
        status(ELSEWHERE, "cli-nobody", "guess");

        assertThat(counted("wrong") - wrong).isEqualTo(3);
        assertThat(counted("unknown") - unknown).isEqualTo(1);
        assertThat(counted("slowed") - slowed).isEqualTo(2);
    }

    private static double counted(String outcome) {
        return service.bean(MeterRegistry.class).get("countersign.client.authentication.refused").tag("outcome", outcome).counter().count();
    }

    @Test
    void failuresThatGoOnAreOneFindingADayWhicheverReplicaSeesThem() {
        var day = service.clock.instant().truncatedTo(ChronoUnit.DAYS);
        guess(service, 4, "10.0.0.");
        assertThat(findings(day)).isEmpty();

        guess(service, 30, "10.0.1.");
        guess(replica, 30, "10.0.2.");

        assertThat(findings(day)).singleElement().isInstanceOfSatisfying(RepeatedAuthenticationFailuresDetected.class, finding -> {
            assertThat(finding.clientId()).isEqualTo(client);
            assertThat(finding.failures()).isEqualTo(5);
        });
        service.clock.advance(Duration.ofDays(1));
        guess(service, 30, "10.0.3.");
        assertThat(findings(day)).hasSize(1);
        assertThat(findings(day.plus(Duration.ofDays(1)))).hasSize(1);
    }

    private void guess(RunningTokenService at, int times, String network) {
        for (var n = 0; n < times; n++) {
            assertThat(at.oauthFrom(network + n, "/o/acme/oauth2/token", "grant_type", "client_credentials", "client_id", client,
                    "client_secret", "guess").status()).isEqualTo(401);
        }
    }

    private List<Object> findings(Instant day) {
        return service.bean(Streams.class).load(FindingId.of(client, day), List.<Object>of(), (known, recorded) -> {
            var more = new ArrayList<>(known);
            more.add(recorded.event());
            return List.copyOf(more);
        }).state();
    }
}
