package io.countersign.registry.client.registration;

import io.countersign.registry.organization.InitialAccessToken;
import io.countersign.registry.organization.InitialAccessTokenUses;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.secret.OneTimeSecret;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Who may register a client where the organization takes them by invitation only. */
@Component
class InitialAccessTokens {
    private final InitialAccessTokenUses uses;
    private final Clock clock;

    InitialAccessTokens(InitialAccessTokenUses uses, Clock clock) {
        this.uses = uses;
        this.clock = clock;
    }

    /**
     * @param token as it was sent; empty where none was
     * @throws RegistrationRefused when it is none of the organization's, or over
     */
    InitialAccessToken require(OrganizationState.Existing organization, String token) {
        var hash = new OneTimeSecret(token).hash();
        var now = clock.instant();
        return organization.initialAccessTokens().stream().filter(known -> known.opens(hash, now)).findFirst()
                .orElseThrow(RegistrationRefused::invitation);
    }

    /** @throws RegistrationRefused when it is used up */
    void use(InitialAccessToken token) {
        if (!uses.use(token)) {
            throw RegistrationRefused.invitation();
        }
    }
}
