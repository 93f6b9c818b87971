package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.testkit.harness.RunningService.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 7591 section 1.2: where the organization takes clients by invitation, none registers without an initial access token of an owner. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InitialAccessTokenTest {
    private static final String TOOL = "{\"redirect_uris\":[\"https://tool.example/callback\"],\"token_endpoint_auth_method\":\"none\"}";
    private RunningRegistry registry;
    private Globex globex;
    private String tokens;

    @BeforeAll
    void registry(RunningRegistry running) {
        registry = running;
        globex = new Globex(running);
        tokens = globex.api + "/organization/client-registration/initial-access-tokens";
    }

    @BeforeEach
    void protectedRegistration() {
        globex.registration(true, false, true);
    }

    @AfterEach
    void open() {
        globex.registration(true, false);
    }

    private Answer issue(int uses) {
        var issued = registry.post(globex.owner, tokens, "{\"uses\":%d,\"expiresAt\":\"%s\"}".formatted(uses,
                registry.bean(Clock.class).instant().plus(Duration.ofDays(7))));
        assertThat(issued.status()).as(issued.content()).isEqualTo(201);
        return issued;
    }

    private Answer register(String token) {
        return token.isEmpty()
                ? registry.register("globex", TOOL, "Content-Type", "application/json", "X-Real-IP", "192.0.2.7")
                : registry.register("globex", TOOL, "Content-Type", "application/json", "X-Real-IP", "192.0.2.7", "Authorization",
                        "Bearer " + token);
    }

    private void refused(String token) {
        var refused = register(token);
        assertThat(refused.status()).as(refused.content()).isEqualTo(401);
        assertThat(refused.text("/error")).isEqualTo("invalid_token");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void withoutATokenOfAnOwnerNobodyRegisters() {
        var token = issue(1).text("/initialAccessToken");
        refused("");
        refused("another");
        refused(new OneTimeSecret(token).hash());

        assertThat(register(token).status()).isEqualTo(201);
        refused(token);
        assertThat(registry.get(globex.owner, tokens).content()).doesNotContain(token);
    }

    @Test
    void itsListSaysHowManyMoreItRegisters() {
        var issued = issue(3);
        assertThat(left(issued)).isEqualTo(3);
        assertThat(register(issued.text("/initialAccessToken")).status()).isEqualTo(201);
        assertThat(register(issued.text("/initialAccessToken")).status()).isEqualTo(201);
        assertThat(left(issued)).isEqualTo(1);
    }

    private int left(Answer issued) {
        return registry.get(globex.owner, tokens).body().path("items").valueStream()
                .filter(token -> token.path("id").asString().equals(issued.text("/id"))).findFirst().orElseThrow().path("usesLeft").asInt();
    }

    @Test
    void whatIsNotAcceptableUsesUpNothing() {
        var token = issue(1).text("/initialAccessToken");
        assertThat(registry.register("globex", "{}", "Content-Type", "application/json", "X-Real-IP", "192.0.2.7", "Authorization",
                "Bearer " + token).status()).isEqualTo(400);
        assertThat(register(token).status()).isEqualTo(201);
    }

    /** The store's conditional update decides. */
    @Test
    void ofManyAtOnceAsManyRegisterAsItSays() throws Exception {
        var token = issue(3).text("/initialAccessToken");
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> all = IntStream.range(0, 12).<Callable<Integer>>mapToObj(_ -> () -> register(token).status()).toList();
            var registered = 0;
            for (var each : pool.invokeAll(all)) {
                registered += each.get() == 201 ? 1 : 0;
            }
            assertThat(registered).isEqualTo(3);
        }
    }

    @Test
    void oneThatIsRevokedRegistersNobody() {
        var issued = issue(5);
        assertThat(registry.delete(globex.owner, tokens + "/" + issued.text("/id")).status()).isEqualTo(204);
        refused(issued.text("/initialAccessToken"));
        assertThat(registry.delete(globex.owner, tokens + "/" + issued.text("/id")).status()).isEqualTo(404);
    }

    @Test
    void onlyAnOwnerIssuesOneAndForATimeOnly() {
        assertThat(registry.post(registry.person(globex.id, "usr-9", "project-admin:prj-1"), tokens, "{\"uses\":1,\"expiresAt\":\"%s\"}"
                .formatted(registry.bean(Clock.class).instant().plus(Duration.ofDays(7)))).status()).isEqualTo(403);
        assertThat(registry.post(globex.owner, tokens, "{\"uses\":1,\"expiresAt\":\"2090-01-01T00:00:00Z\"}").status()).isEqualTo(422);
        assertThat(registry.post(globex.owner, tokens, "{\"uses\":0,\"expiresAt\":\"2090-01-01T00:00:00Z\"}").status()).isEqualTo(422);
    }
}
