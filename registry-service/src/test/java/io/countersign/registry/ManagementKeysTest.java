package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventLogs;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;

/** Who makes management keys, how long they last, and what becomes of them when their maker goes. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementKeysTest {
    private static final String ANY = "{\"name\":\"A key\",\"roles\":[\"auditor\"]}";
    private RunningRegistry registry;
    private Acme acme;
    private Passport founder;
    private String keys;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
        founder = registry.person(acme.id, "usr-founder", "owner");
        keys = acme.api + "/management-keys";
    }

    /** C-3. */
    @Test
    void aKeyMakesAndRotatesNoKeyAndNeitherDoesALoginOfLongAgo() {
        var key = made(founder, ANY).text("/id");
        var tired = registry.passport(new Actor(Actor.Type.MEMBER, "usr-founder"), acme.id, "session", Duration.ofMinutes(6), "owner");

        for (var path : List.of(keys, keys + "/" + key + "/rotate")) {
            var byKey = registry.post(acme.owner, path, path.equals(keys) ? ANY : "{}");
            var byTired = registry.post(tired, path, path.equals(keys) ? ANY : "{}");
            assertThat(byKey.status()).isEqualTo(403);
            assertThat(byKey.text("/code")).isEqualTo("person_required");
            assertThat(byTired.status()).isEqualTo(401);
            assertThat(byTired.text("/code")).isEqualTo("step_up_required");
        }
    }

    @Test
    void everyKeyEndsWithinAYearAndSoonerWhenNothingIsSaid() {
        var now = Instant.now();

        assertThat(Instant.parse(made(founder, ANY).text("/expiresAt"))).isCloseTo(now.plus(Duration.ofDays(90)),
                within(5, ChronoUnit.MINUTES));
        assertThat(registry.post(founder, keys, ending(now.plus(Duration.ofDays(366)))).status()).isEqualTo(422);
        assertThat(registry.post(founder, keys, ending(now.minusSeconds(1))).status()).isEqualTo(422);
        assertThat(registry.post(founder, keys, ending(now.plus(Duration.ofDays(364)))).status()).isEqualTo(201);
    }

    @Test
    void aKeyIsForProjectsThatAreThere() {
        var right = "{\"name\":\"Deploys\",\"roles\":[\"project-admin:%s\"]}";

        assertThat(registry.post(founder, keys, right.formatted("prj-01ARZ3NDEKTSV4RRFFQ69G5FAV")).status()).isEqualTo(404);
        assertThat(registry.post(founder, keys, right.formatted(acme.project("For a key"))).status()).isEqualTo(201);
    }

    @Test
    void afterARotationBothSecretsOpenUntilTheOverlapEnds() {
        var made = made(founder, ANY);
        var path = keys + "/" + made.text("/id") + "/rotate";

        var rotated = registry.post(founder, path, "");
        assertThat(rotated.status()).as(rotated.content()).isEqualTo(200);
        assertThat(Instant.parse(rotated.text("/earlierSecretEndsAt"))).isCloseTo(Instant.now().plus(Duration.ofDays(1)),
                within(5, ChronoUnit.MINUTES));
        assertThat(authenticate(made.text("/key")).status()).isEqualTo(200);
        assertThat(authenticate(rotated.text("/key")).text("/keyId")).isEqualTo(made.text("/id"));

        var atOnce = registry.post(founder, path, "{\"overlapSeconds\":0,\"reasonCode\":\"SECURITY\"}");
        assertThat(authenticate(made.text("/key")).status()).isEqualTo(404);
        assertThat(authenticate(rotated.text("/key")).status()).isEqualTo(404);
        assertThat(authenticate(atOnce.text("/key")).status()).isEqualTo(200);
    }

    @Test
    void aMakerWhoIsNoOwnerAnyMoreSuspendsTheKeysUntilAnotherAnswersForThem() {
        var leaver = registry.person(acme.id, "usr-leaver", "owner");
        role("POST");
        var made = made(leaver, ANY);
        assertThat(authenticate(made.text("/key")).status()).isEqualTo(200);

        role("DELETE");

        assertThat(authenticate(made.text("/key")).status()).isEqualTo(404);
        var shown = registry.get(founder, keys + "/" + made.text("/id"), "Countersign-Receipt", made.header("Countersign-Receipt"));
        assertThat(shown.text("/status")).isEqualTo("SUSPENDED");
        assertThat(shown.text("/makerId")).isEqualTo("usr-leaver");
        var taken = registry.post(founder, keys + "/" + made.text("/id") + "/rotate", "{}");
        assertThat(authenticate(taken.text("/key")).status()).isEqualTo(200);
    }

    @Test
    void theListShowsWhoMadeAKeyAndWhenItWasLastUsedWithoutAnyEvent() {
        var made = made(founder, ANY);
        var path = keys + "/" + made.text("/id");
        var unused = registry.get(founder, path, "Countersign-Receipt", made.header("Countersign-Receipt"));
        assertThat(unused.text("/createdBy")).isEqualTo("usr-founder");
        assertThat(unused.body().at("/lastUsedAt").isString()).isFalse();
        var before = registry.bean(EventLogs.class).first().log().head();

        for (var calls = 0; calls < 5; calls++) {
            assertThat(authenticate(made.text("/key")).status()).isEqualTo(200);
        }

        var used = Instant.parse(registry.get(founder, path).text("/lastUsedAt"));
        assertThat(used).isEqualTo(used.truncatedTo(ChronoUnit.MINUTES)).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        assertThat(registry.bean(EventLogs.class).first().log().head()).isEqualTo(before);
    }

    /** K3: a mounted Secret is read and nothing is written. */
    @Test
    void theBootstrapTakesAKeyThatIsGivenAndAnotherWhenTheFileSaysSo() throws Exception {
        var given = Files.readString(registry.givenKeyFile()).strip();
        assertThat(authenticate(given).text("/roles/0")).isEqualTo("owner");
        assertThat(authenticate(given).text("/organizationSlug")).isEqualTo("initech");

        var replacement = "csk_key-01ARZ3NDEKTSV4RRFFQ69G5FAV_" + "A".repeat(43);
        Files.writeString(registry.givenKeyFile(), replacement + "\n");
        registry.bean(ApplicationRunner.class).run(new DefaultApplicationArguments());
        registry.bean(ApplicationRunner.class).run(new DefaultApplicationArguments());

        assertThat(authenticate(replacement).text("/organizationSlug")).isEqualTo("initech");
    }

    /** K3: people suffice. */
    @Test
    void anOrganizationWithOwnersNeedsNoKey() {
        var roles = registry.get(acme.service, "/internal/organizations/hooli/users/usr-founder/roles");

        assertThat(roles.text("/roles/0")).isEqualTo("owner");
    }

    /** K9: an alert comes before the key is missed. */
    @Test
    void aKeyAndASecretThatRunOutSoonAreTold() {
        var soon = Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        var key = registry.post(founder, keys, ending(soon)).text("/id");
        var later = made(founder, ANY).text("/id");
        var client = acme.client(acme.project("Of a secret that ends"), "Client of a secret that ends");
        var secret = registry.post(acme.owner, acme.pathOf(client) + "/secrets", "{\"expiresAt\":\"" + soon + "\"}").text("/id");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(secondsLeft("management-key/" + key)).isCloseTo(Duration.ofDays(7).toSeconds(), within(120L));
            assertThat(secondsLeft("client-secret/" + secret)).isCloseTo(Duration.ofDays(7).toSeconds(), within(120L));
        });
        assertThat(expiry("management-key/" + later)).as("a key that lasts").isEmpty();
    }

    private long secondsLeft(String name) {
        return expiry(name).stream().mapToLong(gauge -> (long) gauge.value()).findFirst().orElse(-1);
    }

    private Collection<Gauge> expiry(String name) {
        return registry.bean(MeterRegistry.class).find("countersign.key.expiry").tag("name", name).gauges();
    }

    private Answer made(Passport maker, String body) {
        var made = registry.post(maker, keys, body);
        assertThat(made.status()).as(made.content()).isEqualTo(201);
        return made;
    }

    private static String ending(Instant end) {
        return "{\"name\":\"A key\",\"roles\":[\"auditor\"],\"expiresAt\":\"" + end + "\"}";
    }

    private void role(String method) {
        assertThat(registry.send(founder, acme.api + "/roles", method, "{\"userId\":\"usr-leaver\",\"role\":\"owner\"}").status())
                .isEqualTo(204);
    }

    private Answer authenticate(String key) {
        var separator = key.indexOf('_', 4);
        return registry.post(acme.service, "/internal/management-keys/authenticate", "{\"keyId\":\"" + key.substring(4, separator)
                + "\",\"secretHash\":\"" + new OneTimeSecret(key.substring(separator + 1)).hash() + "\"}");
    }
}
