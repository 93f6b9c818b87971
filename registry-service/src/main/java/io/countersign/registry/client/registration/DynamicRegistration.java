package io.countersign.registry.client.registration;

import io.countersign.events.command.Ids;
import io.countersign.registry.client.ClientSecretGenerator;
import io.countersign.registry.organization.InitialAccessToken;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.registry.secret.SecretGenerator;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Registers clients that nobody knows as candidates, where an owner opened the organization to them. */
@Component
class DynamicRegistration {
    private final RegistrationAccess access;
    private final InitialAccessTokens initialAccessTokens;
    private final Candidates candidates;
    private final ClientSecretGenerator clientSecrets;
    private final SecretGenerator tokens;
    private final Ids ids;
    private final Clock clock;

    DynamicRegistration(RegistrationAccess access, InitialAccessTokens initialAccessTokens, Candidates candidates,
            ClientSecretGenerator clientSecrets, SecretGenerator tokens,
            Ids ids,
            Clock clock) {
        this.access = access;
        this.initialAccessTokens = initialAccessTokens;
        this.candidates = candidates;
        this.clientSecrets = clientSecrets;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param secret shown once; null where the client keeps none
     * @param token  by which it manages its registration (RFC 7592)
     */
    record Registered(Candidate candidate, @Nullable OneTimeSecret secret, OneTimeSecret token) {
    }

    /**
     * @param address of whoever asks, in its literal form
     * @param token   the initial access token that was sent; empty for none
     * @throws RegistrationRefused when the client is not registered
     */
    Registered register(String slug, String address, String token, byte[] body) {
        var organization = RegistrationAccess.open(access.enter(slug, address));
        var invitation = organization.registration().protectedRegistration()
                ? Optional.of(initialAccessTokens.require(organization, token))
                : Optional.<InitialAccessToken>empty();
        var said = RegistrationRequest.read(body, organization.registration().privateUseRedirects());
        invitation.ifPresent(initialAccessTokens::use);
        return register(organization, said);
    }

    private Registered register(OrganizationState.Existing organization, RegistrationRequest said) {
        var id = ids.next("cli");
        var secret = clientSecrets.forMethod(said.authenticationMethod()).orElse(null);
        var token = tokens.next();
        var candidate = new Candidate(id, organization.organizationId(),
                said.of(id, secret == null ? null : secret.kept(), token.hash()), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        candidates.keep(candidate);
        return new Registered(candidate, secret == null ? null : secret.value(), token);
    }
}
