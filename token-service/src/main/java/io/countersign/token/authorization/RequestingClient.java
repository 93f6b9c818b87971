package io.countersign.token.authorization;

import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.token.owner.NamedClient;
import io.countersign.token.redirect.RedirectUris;
import io.countersign.token.authorization.AuthorizationRefused.OnPage;
import io.countersign.token.authorization.RequestRules.Request;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.Registry;
import io.countersign.web.passport.Passport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who asks, and where it may be answered: found out first, because until then there is nobody to tell but the person
 * (RFC 6749 section 4.1.2.1, RFC 9700 section 4.11).
 */
@Component
class RequestingClient {
    private static final String TITLE = "This sign-in request cannot be used";

    private static final int LONGEST = 160;

    private final Registry registry;

    RequestingClient(Registry registry) {
        this.registry = registry;
    }

    /**
     * A refusal is given on a fresh answer of the registry only.
     *
     * @param person in front of whom a metadata document may be fetched; null where nobody is signed in
     */
    Request require(Issuer issuer, Parameters parameters, @Nullable Passport person) {
        var clientId = parameters.one(Parameters.CLIENT_ID)
                .orElseThrow(() -> page("The request names no client, or more than one: client_id is needed once."));
        var redirectUri = parameters.one(Parameters.REDIRECT_URI).orElse(null);
        var named = named(issuer, clientId, person);
        return find(issuer, parameters, clientId, named, redirectUri).or(() -> {
            registry.forget(named.clientId());
            return find(issuer, parameters, clientId, named, redirectUri);
        }).orElseThrow(() -> refusal(issuer, clientId, named, redirectUri, person));
    }

    private NamedClient.Known named(Issuer issuer, String identifier, @Nullable Passport person) {
        return switch (registry.named(issuer.organizationId(), identifier, person != null)) {
            case NamedClient.Known known -> known;
            case NamedClient.Unknown _ when person == null -> throw AuthorizationStart.nobody();
            case NamedClient.Unknown unknown -> throw page("The client known by the address " + brief(identifier) + " cannot be used here. "
                    + unknown.why());
        };
    }

    private Optional<Request> find(Issuer issuer, Parameters parameters, String identifier, NamedClient.Known named,
            @Nullable String redirectUri) {
        return known(issuer, identifier, named)
                .filter(client -> redirectUri != null && RedirectUris.matches(client.redirectUris(), redirectUri))
                .map(client -> new Request(parameters, client, new Callback(String.valueOf(redirectUri),
                        parameters.one(Parameters.STATE).orElse(null), issuer.uri()), named.outdated()));
    }

    private Optional<ClientAnswer> known(Issuer issuer, String identifier, NamedClient.Known named) {
        return registry.client(named.clientId()).filter(client -> client.organizationId().equals(issuer.organizationId()))
                .filter(client -> client.identifier().equals(identifier)).filter(client -> !client.status().equals("REVOKED"));
    }

    private OnPage refusal(Issuer issuer, String clientId, NamedClient.Known named, @Nullable String redirectUri,
            @Nullable Passport person) {
        return known(issuer, clientId, named).map(client -> redirectUri == null
                ? page("The client “" + brief(client.name()) + "” does not say where to go back to: redirect_uri is needed once.")
                : notRegistered(client, redirectUri, person))
                .orElseGet(() -> new OnPage(TITLE,
                        "There is no client “" + brief(clientId) + "” in this organization, or it was removed" + (redirectUri == null
                                ? "."
                                : "; it asks to go back to " + brief(redirectUri) + "."),
                        ResetAdvice.of(redirectUri)));
    }

    /** An owner may admit it; where a metadata document decides, and where a person's machine is meant, there is nothing to admit. */
    private OnPage notRegistered(ClientAnswer client, String redirectUri, @Nullable Passport person) {
        var what = "The client “" + brief(client.name()) + "” asks to go back to " + brief(redirectUri)
                + ", which is not among the redirect URIs that are registered for it; they must be the same, character by character.";
        if (person == null || client.metadataUrl() != null || !redirectUri.startsWith("https://")) {
            return page(what);
        }
        registry.refusedRedirect(
                new RefusedRedirectQuestion(client.organizationId(), client.clientId(), redirectUri, person.actor().id()));
        return new OnPage(TITLE, what,
                "Nothing was allowed, and you were not sent anywhere. An owner of your organization can look at this address and admit it.");
    }

    /** The last valid document stands in only for who said yes to it before. */
    OnPage outdated(Request asked, String why) {
        return page("What the client “" + brief(asked.client().name()) + "” says of itself cannot be fetched from "
                + brief(asked.client().identifier()) + " now. " + why + " Only who allowed it before can go on meanwhile.");
    }

    /** What anybody sends must not push the rule that failed out of sight. */
    private static String brief(String sent) {
        return sent.codePointCount(0, sent.length()) > LONGEST ? sent.substring(0, sent.offsetByCodePoints(0, LONGEST)) + "…" : sent;
    }

    private static OnPage page(String what) {
        return new OnPage(TITLE, what, "Nothing was allowed, and you were not sent anywhere. Tell whoever makes or runs that client.");
    }
}
