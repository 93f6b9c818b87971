package io.countersign.registry.client.registration;

import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.client.ClientSecret;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.Clients;
import io.countersign.registry.client.OwnRegistrations;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.ClientSecretGenerator;
import io.countersign.registry.client.ClientSecretGenerator.Shown;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.secret.OneTimeSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A client that registered itself manages what it registered (RFC 7592), as a candidate and as the client it became, by the token it got
 * then. The token is not rotated: an answer that is lost would leave the client without any.
 */
@Component
public class RegistrationManagement {
    private final RegistrationAccess access;
    private final Clients clients;
    private final Candidates candidates;
    private final OwnRegistrations registrations;
    private final ClientSecretGenerator clientSecrets;

    RegistrationManagement(RegistrationAccess access, Clients clients, Candidates candidates, OwnRegistrations registrations,
            ClientSecretGenerator clientSecrets) {
        this.access = access;
        this.clients = clients;
        this.candidates = candidates;
        this.registrations = registrations;
        this.clientSecrets = clientSecrets;
    }

    /**
     * Who asks, for which client.
     *
     * @param address in its literal form
     * @param token   as it was sent; empty where none was
     */
    record Holder(String slug, String address, String clientId, String token) {
        boolean holds(@Nullable String hash) {
            return hash != null && MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII),
                    new OneTimeSecret(token).hash().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * @param issuedAt    null once a person let it in
     * @param shownSecret made for this answer, or sent with the request
     */
    record Managed(String clientId, @Nullable Instant issuedAt, SelfRegistration registration, @Nullable String shownSecret) {
    }

    /** @throws RegistrationRefused when there is no such client, or the token is not its */
    Managed read(Holder holder) {
        var organization = access.enter(holder.slug(), holder.address());
        return client(organization, holder).map(RegistrationManagement::managed)
                .orElseGet(() -> managed(candidate(organization, holder), null));
    }

    /** @throws RegistrationRefused as {@link #read}, or when it would not be registered like that */
    Managed replace(Holder holder, byte[] body) {
        var organization = access.enter(holder.slug(), holder.address());
        var client = client(organization, holder);
        if (client.isEmpty()) {
            candidate(organization, holder);
        }
        RegistrationAccess.open(organization);
        var replacement = Replacement.read(body, holder.clientId(), organization.registration().privateUseRedirects());
        return client.isPresent() ? replace(client.get(), replacement) : replace(organization, holder, replacement);
    }

    private Managed replace(ClientState.Existing client, Replacement replacement) {
        var shown = client.secrets().isEmpty()
                ? clientSecrets.forMethod(replacement.said().authenticationMethod())
                : Optional.<Shown>empty();
        replacement.secret().ifPresent(secret -> require(
                client.secrets().stream().map(ClientSecret::hash).anyMatch(new OneTimeSecret(secret).hash()::equals)));
        var as = replacement.said().of(client.clientId(), shown.map(Shown::kept).orElse(null), client.tokenHash());
        registrations.replace(client.clientId(), client.details().organizationId(), as);
        return new Managed(client.clientId(), null, as, shown.map(made -> made.value().value()).or(replacement::secret).orElse(null));
    }

    /** It may become a client meanwhile. */
    private Managed replace(OrganizationState.Existing organization, Holder holder, Replacement replacement) {
        var shown = clientSecrets.forMethod(replacement.said().authenticationMethod());
        return candidates.change(holder.clientId(), known -> {
            var had = known.registration().secret();
            replacement.secret().ifPresent(secret -> require(had != null && new OneTimeSecret(secret).hash().equals(had.hash())));
            var kept = shown.isPresent() && had != null ? had : shown.map(Shown::kept).orElse(null);
            return known.as(replacement.said().of(known.clientId(), kept, known.registration().tokenHash()));
        }).map(changed -> managed(changed, shown(changed, shown, replacement)))
                .orElseGet(() -> replace(client(organization, holder).orElseThrow(RegistrationRefused::token), replacement));
    }

    private static @Nullable String shown(Candidate changed, Optional<Shown> made, Replacement replacement) {
        var kept = changed.registration().secret();
        return made.filter(shown -> shown.kept().equals(kept)).map(shown -> shown.value().value()).or(replacement::secret).orElse(null);
    }

    private static void require(boolean itsSecret) {
        if (!itsSecret) {
            throw RegistrationRefused.metadata("client_secret is not the client's, which cannot choose one.");
        }
    }

    /** @throws RegistrationRefused as {@link #read} */
    void delete(Holder holder) {
        var organization = access.enter(holder.slug(), holder.address());
        if (client(organization, holder).isEmpty()) {
            candidates.delete(candidate(organization, holder).clientId());
        }
        client(organization, holder).ifPresent(
                client -> registrations.delete(client.clientId(), client.details().organizationId()));
    }

    /**
     * A candidate has become a client; what it said or did while it was let in counts.
     *
     * @param admitted what it had registered then
     */
    public void letIn(String clientId, @Nullable SelfRegistration admitted) {
        candidates.take(clientId).ifPresent(last -> {
            var known = last.candidate();
            if (last.deleted()) {
                registrations.delete(clientId, known.organizationId());
            } else if (!known.registration().equals(admitted)) {
                registrations.replace(clientId, known.organizationId(), known.registration());
            }
        });
    }

    /** Empty where it is none yet, too. */
    private Optional<ClientState.Existing> client(OrganizationState.Existing organization, Holder holder) {
        return clients.find(holder.clientId()).map(Loaded::state)
                .filter(client -> client.details().organizationId().equals(organization.organizationId()))
                .filter(client -> !client.revoked() && holder.holds(client.tokenHash()));
    }

    /** Who does not exist is told what is told to whoever holds another token: a wrong one tells nothing. */
    private Candidate candidate(OrganizationState.Existing organization, Holder holder) {
        return candidates.find(holder.clientId()).filter(known -> known.organizationId().equals(organization.organizationId()))
                .filter(known -> holder.holds(known.registration().tokenHash()))
                .filter(_ -> clients.find(holder.clientId()).isEmpty()).orElseThrow(RegistrationRefused::token);
    }

    private static Managed managed(Candidate candidate, @Nullable String secret) {
        return new Managed(candidate.clientId(), candidate.registeredAt(), candidate.registration(), secret);
    }

    private static Managed managed(ClientState.Existing client) {
        var known = client.details();
        return new Managed(known.clientId(), null, new SelfRegistration(known.name(), known.authenticationMethod(), known.grantTypes(),
                known.redirectUris(), null, known.about(), client.tokenHash()), null);
    }
}
