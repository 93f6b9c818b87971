package io.countersign.token.client;

import io.countersign.hash.Sha256;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.SecretAnswer;
import io.countersign.token.failedauthentication.FailedAuthentications;
import io.countersign.token.failedauthentication.FailedAuthentications.Claimed;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.owner.NamedClient;
import io.countersign.token.owner.Registry;
import io.countersign.token.refusal.OAuthError;
import io.countersign.token.refusal.TooManyFailures;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Checks what a client presents against the registry's answer. Secrets are random and long, so their SHA-256 is compared, in constant time,
 * with each that has not expired. Whoever is unknown, ended, of another organization or wrong is {@code invalid_client}, without a hint
 * which; whoever is it again and again waits ({@link FailedAuthentications}).
 */
@Component
public class ClientAuthentication implements AuthenticationProvider {
    private final Registry registry;
    private final Issuers issuers;
    private final ClientAssertions assertions;
    private final SecretRecheckLimit recheckLimit;
    private final FailedAuthentications failures;
    private final Clock clock;

    ClientAuthentication(Registry registry, Issuers issuers, ClientAssertions assertions, SecretRecheckLimit recheckLimit,
            FailedAuthentications failures, Clock clock) {
        this.failures = failures;
        this.recheckLimit = recheckLimit;
        this.registry = registry;
        this.issuers = issuers;
        this.assertions = assertions;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var presented = (OAuth2ClientAuthenticationToken) authentication;
        var issuer = issuers.current();
        var claimed = new Claimed(issuer.organizationId(), presented.getName(), PresentedCredentials.address(presented));
        failures.ahead(claimed).ifPresent(wait -> {
            throw new TooManyFailures(wait);
        });
        return authenticated(presented, issuer).orElseThrow(() -> {
            failures.failed(claimed, meant(presented, issuer));
            return OAuthError.INVALID_CLIENT.because("The client is unknown or its credentials are wrong.");
        });
    }

    /** The issuer's client in whose name somebody came. */
    private Optional<ClientAnswer> meant(OAuth2ClientAuthenticationToken presented, Issuer issuer) {
        return registry.named(issuer.organizationId(), presented.getName(), false) instanceof NamedClient.Known named
                ? registry.keptClient(named.clientId()).filter(client -> client.organizationId().equals(issuer.organizationId()))
                : Optional.empty();
    }

    /** A refusal rests on a fresh answer, as far as there are second looks; the kept one goes on serving whoever has the right secret. */
    private Optional<Authentication> authenticated(OAuth2ClientAuthenticationToken presented, Issuer issuer) {
        if (!(registry.named(issuer.organizationId(), presented.getName(), false) instanceof NamedClient.Known named)) {
            return Optional.empty();
        }
        var clientId = named.clientId();
        var kept = registry.keptClient(clientId);
        return kept.isEmpty()
                ? authenticated(registry.client(clientId), presented, issuer)
                : authenticated(kept, presented, issuer).or(() -> recheckLimit.allowed(clientId)
                        ? authenticated(registry.clientNow(clientId), presented, issuer)
                        : Optional.empty());
    }

    private Optional<Authentication> authenticated(Optional<ClientAnswer> known, OAuth2ClientAuthenticationToken presented,
            Issuer issuer) {
        return known.filter(client -> client.organizationId().equals(issuer.organizationId()))
                .filter(client -> client.identifier().equals(presented.getName()))
                .filter(client -> !client.status().equals("REVOKED")).filter(client -> proves(presented, client, issuer))
                .map(client -> new OAuth2ClientAuthenticationToken(KnownClient.of(client), presented.getClientAuthenticationMethod(),
                        null));
    }

    private boolean proves(OAuth2ClientAuthenticationToken presented, ClientAnswer client, Issuer issuer) {
        var credential = String.valueOf(presented.getCredentials());
        var isPublic = client.tokenEndpointAuthMethod().equals(ClientAuthenticationMethod.NONE.getValue());
        if (isPublic || presented.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.NONE)) {
            return isPublic && presented.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.NONE);
        }
        var byKey = client.tokenEndpointAuthMethod().equals(ClientAuthenticationMethod.PRIVATE_KEY_JWT.getValue());
        if (presented.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.PRIVATE_KEY_JWT)) {
            return byKey && assertions.accept(client, credential, issuer);
        }
        return !byKey && matches(client, credential);
    }

    private boolean matches(ClientAnswer client, String secret) {
        var presented = Sha256.bytes(secret);
        var found = false;
        for (var known : client.secrets()) {
            found |= MessageDigest.isEqual(presented, bytes(known)) && lives(known);
        }
        return found;
    }

    private boolean lives(SecretAnswer secret) {
        var end = secret.expiresAt();
        return end == null || clock.instant().isBefore(end);
    }

    private static byte[] bytes(SecretAnswer secret) {
        return HexFormat.of().parseHex(secret.hash().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
