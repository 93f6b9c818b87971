package io.countersign.token.authorization;

import static java.util.Objects.requireNonNull;

import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.web.passport.Passport;
import io.countersign.token.redirect.RedirectUris;
import io.countersign.token.authorization.AuthorizationCompletion.Yes;
import io.countersign.token.authorization.AuthorizationRefused.OnPage;
import io.countersign.token.authorization.RequestRules.Request;
import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.token.issuance.Resource;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.Consents;
import io.countersign.token.login.LoginDemands;
import io.countersign.token.owner.DelegatedAccess;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * The first half of an authorization (RFC 6749 section 4.1.1): a client's request is checked, in the order that never sends anybody to what
 * is not registered, and kept for the person to decide; without the page only where a recorded consent or the organization's policy covers it
 * and the redirect is {@code https} (RFC 8252 section 8.6).
 */
@Component
class AuthorizationStart {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final String OFFLINE = "offline_access";
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

    private final RequestingClient requestingClients;
    private final Registry registry;
    private final Approvals approvals;
    private final Consents consents;
    private final AuthorizationRequests requests;
    private final AuthorizationCompletion completion;
    private final LoginDemands logins;
    private final Clock clock;

    AuthorizationStart(RequestingClient requestingClients, Registry registry, Approvals approvals, Consents consents,
            AuthorizationRequests requests,
            AuthorizationCompletion completion, LoginDemands logins, Clock clock) {
        this.requestingClients = requestingClients;
        this.registry = registry;
        this.approvals = approvals;
        this.consents = consents;
        this.requests = requests;
        this.completion = completion;
        this.logins = logins;
        this.clock = clock;
    }

    /**
     * @param browserId opaque id of the person's browser
     * @return where the browser goes next
     * @throws AuthorizationRefused when it does not go on
     */
    String begin(Issuer issuer, Passport person, @Nullable String browserId, Parameters parameters) {
        var asked = requestingClients.require(issuer, parameters, person);
        RequestRules.ALL.accept(asked);
        if (logins.unmet(issuer.organizationId(), asked.client().clientId(), person.actor().id(), person.authenticatedAt())) {
            return toFreshLogin(issuer, asked);
        }
        var given = given(issuer, asked, person);
        var request = request(asked, given, person, browserId);
        if (silently(asked) || asked.outdated() != null) {
            var resolution = consents.resolve(new ConsentQuestion(request.organizationId(), request.subjectId(), request.clientId(),
                    request.serverId(), List.copyOf(request.scopes()), RedirectUris.kind(request.redirectUri()).name(),
                    given.answer().client().metadataVersion(), byPolicy(asked, given) ? request.id() : null));
            if (asked.outdated() != null && !resolution.consented()) {
                throw requestingClients.outdated(asked, asked.outdated());
            }
            if (resolution.covered() && silently(asked)) {
                return completion.granted(request, asked.callback(), given, new Yes(resolution.consentId(), resolution.version(),
                        resolution.consentEpoch(), resolution.memberEpoch(), resolution.grantedScopes(), null));
            }
        }
        if (prompts(asked, "none")) {
            throw asked.refused("consent_required", "The person has to be asked");
        }
        requests.keep(request);
        return issuer.uri() + "/consent/" + request.id();
    }

    /**
     * Whether the organization decides in place of its member (C14): for a client that an owner vouches for, as it is now. The registry's word
     * is at most 5 s old.
     */
    private boolean byPolicy(Request asked, Authorization.Given given) {
        return silently(asked) && asked.outdated() == null && registeredByAnOwner(given.answer().client())
                && registry.organization(given.answer().server().organizationId())
                        .filter(organization -> organization.consentMode() == ConsentMode.POLICY).isPresent();
    }

    /** The same request, which the gateway lets pass behind a login of now; where nobody may be disturbed, the client is told. */
    private static String toFreshLogin(Issuer issuer, Request asked) {
        if (prompts(asked, "none")) {
            throw asked.refused("login_required", "The person has to sign in again");
        }
        return issuer.uri() + "/oauth2/authorize?" + asked.parameters().withLogin();
    }

    /**
     * For a browser in which nobody is signed in: the client that asked not to disturb anybody is told so (OpenID Connect Core section
     * 3.1.2.6), everybody else must sign in.
     */
    String withoutAPerson(Issuer issuer, Parameters parameters) {
        var asked = requestingClients.require(issuer, parameters, null);
        RequestRules.ALL.accept(asked);
        throw prompts(asked, "none") ? asked.refused("login_required", "Nobody is signed in") : nobody();
    }

    static OnPage nobody() {
        return new OnPage("Sign in first", "Only a member of this organization who is signed in with a browser can connect a client.",
                "Open this address in a browser.");
    }

    private static boolean prompts(Request asked, String prompt) {
        return asked.parameters().one(Parameters.PROMPT).filter(value -> List.of(value.split(" ")).contains(prompt)).isPresent();
    }

    private static boolean silently(Request asked) {
        return RedirectUris.kind(asked.callback().redirectUri()) == RedirectKind.HTTPS
                && !prompts(asked, "consent");
    }

    private Authorization.Given given(Issuer issuer, Request asked, Passport person) {
        var clientId = asked.client().clientId();
        try {
            var resource = Resource.requested(asked.parameters().values(Parameters.RESOURCE)).orElse(null);
            var answer = registry.admissible(issuer.organizationId(), clientId, resource);
            if (answer instanceof Authorization.Missing) {
                registry.forget(clientId);
                answer = registry.admissible(issuer.organizationId(), clientId, resource);
            }
            return switch (answer) {
                case Authorization.Given given -> given;
                case Authorization.Missing missing -> throw missing(asked, missing, resource, person);
            };
        } catch (OAuth2AuthenticationException malformed) {
            throw asked.refused(malformed.getError().getErrorCode(), String.valueOf(malformed.getError().getDescription()));
        }
    }

    private AuthorizationRefused missing(Request asked, Authorization.Missing missing, @Nullable String resource, Passport person) {
        return switch (missing.code()) {
            case "approval_required" -> approvals.requested(asked, requireNonNull(resource), person);
            case "approval_pending" -> approvals.pending(asked);
            case "approval_rejected" -> approvals.rejected(asked);
            case "client_not_bound" ->
                asked.refused("unauthorized_client", "The client may not ask for this resource; an owner can bind it");
            case "unknown_clients_closed" -> asked.refused("unauthorized_client",
                    "This server takes no such client that nobody registered; an owner can open it to them, or register the client");
            default -> asked.refused("invalid_target",
                    resource == null ? "resource is needed: the client is not bound to exactly one" : "The resource is unknown");
        };
    }

    private AuthorizationRequest request(Request asked, Authorization.Given given, Passport person, @Nullable String browserId) {
        var server = given.answer().server();
        var access = given.access();
        access.refusal().ifPresent(refusal -> {
            throw asked.refused(refusal.over() ? "unauthorized_client" : "access_denied",
                    "Access is switched off (" + refusal.reason().code() + ")");
        });
        var id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new AuthorizationRequest("req-" + Base64.getUrlEncoder().withoutPadding().encodeToString(id), server.organizationId(),
                server.projectId(), asked.client().clientId(), server.serverId(), server.resource(), asked.callback().redirectUri(),
                scopes(asked, given.answer()), asked.callback().state(), asked.parameters().one(Parameters.CODE_CHALLENGE).orElseThrow(),
                person.actor().id(), requireNonNull(person.session()), browserId, access.epochs(),
                clock.instant().plus(AuthorizationRequests.LIFE), asked.outdated());
    }

    /**
     * C13: requested, of the server, and allowed to the client. Who asks for nothing in particular asks for what the challenge names; where
     * it names nothing, only what an owner registered asks for all.
     */
    private static SortedSet<String> scopes(Request asked, AuthorizationAnswer answer) {
        var allowed = DelegatedAccess.allowed(answer);
        var parameter = asked.parameters().one(Parameters.SCOPE).orElse(OFFLINE);
        if (!SCOPE.matcher(parameter).matches()) {
            throw asked.refused("invalid_scope", "scope must be scopes with one space between");
        }
        var requested = new TreeSet<>(List.of(parameter.split(" ")));
        requested.remove(OFFLINE);
        if (requested.isEmpty()) {
            requested.addAll(answer.server().challengeScopes().isEmpty() && registeredByAnOwner(answer.client())
                    ? allowed
                    : answer.server().challengeScopes());
            requested.retainAll(allowed);
            return requested;
        }
        requested.retainAll(allowed);
        if (requested.isEmpty()) {
            throw asked.refused("invalid_scope", "The client may have none of these scopes here");
        }
        return requested;
    }

    /** An owner vouches for its name and for where it goes back to. */
    static boolean registeredByAnOwner(ClientAnswer client) {
        return client.registrationMethod().equals("MANUAL");
    }

    /** Of the server, as its owner marked them, among those that were requested. */
    static boolean grantsRequired(AuthorizationRequest request, AuthorizationAnswer answer, Set<String> granted) {
        return answer.server().scopes().stream().filter(ScopeAnswer::required).map(ScopeAnswer::name)
                .filter(name -> request.scopes().contains(name))
                .allMatch(granted::contains);
    }
}
