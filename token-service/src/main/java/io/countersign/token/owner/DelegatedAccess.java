package io.countersign.token.owner;

import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.web.owner.AccessDecisions;
import io.countersign.access.AccessRule;
import io.countersign.token.refusal.OAuthError;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Whether a person's access through a client may lead to tokens now, by the owners' word and never by the feed alone: the client is bound
 * to the server, the person is a member, and nothing it rests on was suspended, ended or cut since it was authorized.
 */
@Component
public class DelegatedAccess {
    private final Registry registry;
    private final Consents consents;
    private final AccessDecisions decisions;

    DelegatedAccess(Registry registry, Consents consents, AccessDecisions decisions) {
        this.registry = registry;
        this.consents = consents;
        this.decisions = decisions;
    }

    /** Whose access, to what, authorized under which epochs. */
    public record Claim(String organizationId, String clientId, String resource, String userId, Map<String, Long> epochs) {
    }

    /**
     * Of access that begins: a member's now.
     *
     * @throws OAuth2AuthenticationException {@code invalid_grant} for what has ended, {@code access_denied} for what is paused
     */
    public AuthorizationAnswer requireToBegin(Claim claim) {
        return require(claim,
                () -> consents.membership(claim.organizationId(), claim.userId()).filter(MembershipAnswer::member).isPresent());
    }

    /** Of access that goes on; as {@link #requireToBegin}, but for a leaver whom an owner has yet to confirm. */
    public AuthorizationAnswer requireToGoOn(Claim claim) {
        return require(claim, () -> consents.keepsAccess(claim.organizationId(), claim.userId()));
    }

    private AuthorizationAnswer require(Claim claim, BooleanSupplier belongs) {
        if (!(registry.authorization(claim.organizationId(), claim.clientId(), claim.resource()) instanceof Authorization.Given given)) {
            throw OAuthError.INVALID_GRANT.denied("client_not_approved", "The client may not reach this resource any more.");
        }
        if (!belongs.getAsBoolean()) {
            throw OAuthError.INVALID_GRANT.denied("member_left", "The person is not a member of the organization.");
        }
        decisions.checkAtOwners(claim.epochs()).ifPresent(refusal -> {
            throw refused(refusal);
        });
        return given.answer();
    }

    /** What a client may have at a server at most. */
    public static SortedSet<String> allowed(AuthorizationAnswer answer) {
        SortedSet<String> allowed = answer.server().scopes().stream().map(ScopeAnswer::name).collect(Collectors.toCollection(TreeSet::new));
        allowed.retainAll(answer.allowedScopes());
        return allowed;
    }

    private static OAuth2AuthenticationException refused(AccessRule.Refusal refusal) {
        var code = refusal.reason().code();
        return refusal.over()
                ? OAuthError.INVALID_GRANT.denied(refusal, "Access has ended; authorize again (" + code + ").")
                : OAuthError.ACCESS_DENIED.denied(refusal, "Access is switched off for now (" + code + ").");
    }
}
