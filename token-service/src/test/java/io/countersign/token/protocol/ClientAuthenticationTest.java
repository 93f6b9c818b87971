package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.SecretAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who a client is: RFC 6749 section 2.3, with secrets. */
class ClientAuthenticationTest extends ProtocolTest {
    @Test
    void anUnknownClientAndAWrongSecretLookTheSame() {
        service.client("cli-secret", "billing", "billing:read");

        var unknown = service.token("cli-nobody", request());
        var wrong = service.oauth("/o/acme/oauth2/token", null, request("client_id", "cli-secret", "client_secret", "wrong"));

        refused(unknown, 401, "invalid_client");
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Basic");
        refused(wrong, 401, "invalid_client");
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    @Test
    void noCredentialsAreAnInvalidClient() {
        refused(service.oauth("/o/acme/oauth2/token", null, request()), 401, "invalid_client");
    }

    @Test
    void aClientOfAnotherOrganizationIsUnknown() {
        var client = service.client("cli-foreign", "billing", "billing:read");

        refused(service.oauth("/o/other/oauth2/token", client, request()), 401, "invalid_client");
    }

    @Test
    void aSecretInTheBodyIsAsGood() {
        service.client("cli-post", "billing", "billing:read");

        assertThat(service.oauth("/o/acme/oauth2/token", null, request("client_id", "cli-post", "client_secret", "cli-post")).status())
                .isEqualTo(200);
    }

    @Test
    void everySecretThatHasNotExpiredIsGood() {
        service.client("cli-secrets", "client_secret_basic", List.of(
                new SecretAnswer("sec-1", RunningTokenService.sha256("first"), service.clock.instant().plusSeconds(60)),
                new SecretAnswer("sec-2", RunningTokenService.sha256("second"), null)), null);
        service.registry.bind("cli-secrets", "billing", 1, "billing:read");

        assertThat(withSecret("cli-secrets", "first")).isEqualTo(200);
        assertThat(withSecret("cli-secrets", "second")).isEqualTo(200);
        service.clock.advance(Duration.ofSeconds(60));
        assertThat(withSecret("cli-secrets", "first")).isEqualTo(401);
        assertThat(withSecret("cli-secrets", "second")).isEqualTo(200);
    }

    @Test
    void aNewSecretIsGoodAtOnce() {
        service.client("cli-rotated", "client_secret_basic", List.of(new SecretAnswer("sec-1", RunningTokenService.sha256("old"), null)),
                null);
        service.registry.bind("cli-rotated", "billing", 1, "billing:read");
        assertThat(withSecret("cli-rotated", "old")).isEqualTo(200);

        service.client("cli-rotated", "client_secret_basic", List.of(new SecretAnswer("sec-2", RunningTokenService.sha256("new"), null)),
                null);

        assertThat(withSecret("cli-rotated", "new")).isEqualTo(200);
    }

    @Test
    void wrongSecretsCostTheRegistryAFewLooksAndTheirVictimNone() {
        service.client("cli-guessed", "client_secret_basic", List.of(new SecretAnswer("sec-1", RunningTokenService.sha256("right"), null)),
                null);
        service.registry.bind("cli-guessed", "billing", 1, "billing:read");
        assertThat(withSecret("cli-guessed", "right")).isEqualTo(200);
        var before = service.registry.askedForClients.get();
        var began = System.nanoTime();

        for (var guess = 0; guess < 100; guess++) {
            assertThat(withSecret("cli-guessed", "wrong-" + guess)).isEqualTo(401);
        }
        assertThat(withSecret("cli-guessed", "right")).isEqualTo(200);

        // an answer is kept for five seconds
        var renewals = Duration.ofNanos(System.nanoTime() - began).toSeconds() / 5 + 1;
        assertThat((long) service.registry.askedForClients.get() - before).isLessThanOrEqualTo(5 + renewals);
    }

    @Test
    void aStormOfGuessesDelaysANewSecretByASecondAtMost() {
        service.client("cli-stormed", "client_secret_basic", List.of(new SecretAnswer("sec-1", RunningTokenService.sha256("old"), null)),
                null);
        service.registry.bind("cli-stormed", "billing", 1, "billing:read");
        for (var guess = 0; guess < 20; guess++) {
            assertThat(withSecret("cli-stormed", "wrong")).isEqualTo(401);
        }
        service.client("cli-stormed", "client_secret_basic", List.of(new SecretAnswer("sec-2", RunningTokenService.sha256("new"), null)),
                null);
        service.clock.advance(Duration.ofSeconds(1));

        assertThat(withSecret("cli-stormed", "new")).isEqualTo(200);
    }

    @Test
    void aMadeUpClientCostsOneQuestionAndAnEndlessOneNone() {
        var before = service.registry.askedForClients.get();

        for (var n = 0; n < 50; n++) {
            refused(service.oauth(TOKEN, null, request("client_id", "cli-made-up-" + n, "client_secret", "x")), 401, "invalid_client");
        }
        refused(service.oauth(TOKEN, null, request("client_id", "c".repeat(3_000), "client_secret", "x")), 401, "invalid_client");

        assertThat(service.registry.askedForClients.get() - before).isEqualTo(50);
    }

    private static int withSecret(String clientId, String secret) {
        return service.oauth(TOKEN, null, "grant_type", "client_credentials", "client_id", clientId, "client_secret", secret).status();
    }
}
