package io.countersign.registry.secret;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Makes secrets from the platform's strong source. */
@Component
public class SecretGenerator {
    private final SecureRandom random = new SecureRandom();

    public OneTimeSecret next() {
        return OneTimeSecret.generate(random);
    }
}
