package io.countersign.registry.client;

import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.registry.secret.SecretGenerator;
import io.countersign.events.command.Ids;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** New client secrets: the value for the answer, the hash for the log. */
@Component
public class ClientSecretGenerator {
    private final SecretGenerator secrets;
    private final Ids ids;

    ClientSecretGenerator(SecretGenerator secrets, Ids ids) {
        this.secrets = secrets;
        this.ids = ids;
    }

    Shown next(@Nullable Instant expiresAt) {
        var secret = secrets.next();
        return new Shown(secret, new NewSecret(ids.next("sec"), secret.hash(), secret.suffix(), expiresAt));
    }

    /** None for a client that signs or is public. */
    public Optional<Shown> forMethod(String authenticationMethod) {
        return authenticationMethod.equals(ClientRules.PRIVATE_KEY_JWT) || authenticationMethod.equals(ClientRules.NONE)
                ? Optional.empty()
                : Optional.of(next(null));
    }

    /** A secret and what is kept of it. */
    public record Shown(OneTimeSecret value, NewSecret kept) {
    }
}
