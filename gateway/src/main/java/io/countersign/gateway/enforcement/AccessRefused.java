package io.countersign.gateway.enforcement;

import io.countersign.gateway.origin.AllowedAddresses;
import io.countersign.access.AccessRule.Refusal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An MCP call is refused. The code is one of the fixed order of C28; the detail is public. */
public final class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Answer answer;
    private final String code;
    private final List<String> scopes;
    private final transient @Nullable Grounds grounds;

    private AccessRefused(Answer answer, String code, String detail, Collection<String> scopes, @Nullable Grounds grounds) {
        super(detail, null, false, false);
        this.answer = answer;
        this.code = code;
        this.scopes = List.copyOf(scopes);
        this.grounds = grounds;
    }

    private AccessRefused(Answer answer, String code, String detail) {
        this(answer, code, detail, List.of(), null);
    }

    /**
     * What is known of a call that was made under a token that holds.
     *
     * @param refusal the access key it failed on, null where it was none
     * @param tool    that was called, null where it was not read
     * @param missing scopes that would have been needed besides
     */
    public record Grounds(AccessToken token, @Nullable Refusal refusal, @Nullable String tool, List<String> missing) {
        static Grounds of(AccessToken token) {
            return new Grounds(token, null, null, List.of());
        }
    }

    /** How a refusal is answered (spec 5.3.1, 5.3.2, section 10). */
    public enum Answer {
        /** 401 without an error: nothing was presented. */
        CHALLENGE(null),
        /** 400: more than one token, or something beside it (RFC 6750, section 3.1). */
        BAD_REQUEST("invalid_request"),
        /** 401: the client has to authorize again. */
        AUTHORIZE_AGAIN("invalid_token"),
        /** 403: a new authorization would not help. */
        FORBIDDEN(null),
        /** 403: more scopes would help. */
        MORE_SCOPES("insufficient_scope");

        private final @Nullable String error;

        Answer(@Nullable String error) {
            this.error = error;
        }

        /** The {@code error} of the challenge; null when there is none. */
        public @Nullable String error() {
            return error;
        }
    }

    static AccessRefused unauthenticated() {
        return new AccessRefused(Answer.CHALLENGE, "token_invalid", "An access token is needed.");
    }

    static AccessRefused malformed(String detail) {
        return new AccessRefused(Answer.BAD_REQUEST, "token_invalid", detail);
    }

    static AccessRefused invalidToken(String code, String detail) {
        return new AccessRefused(Answer.AUTHORIZE_AGAIN, code, detail);
    }

    /** The organization is not reached from where the call came; nobody looked at its token. */
    public static AccessRefused addressNotAllowed() {
        return forbidden(AllowedAddresses.CODE, AllowedAddresses.DETAIL);
    }

    /** The token's time is over. */
    public static AccessRefused expired() {
        return invalidToken("token_invalid", "The access token has expired.");
    }

    static AccessRefused forbidden(String code, String detail) {
        return new AccessRefused(Answer.FORBIDDEN, code, detail);
    }

    /** The challenge names all that the tool needs, and those already granted, since some clients ask for exactly what is challenged. */
    public static AccessRefused insufficientScope(AccessToken token, String tool, List<String> needed) {
        var all = new LinkedHashSet<>(token.scopes());
        all.addAll(needed);
        var missing = needed.stream().filter(scope -> !token.scopes().contains(scope)).toList();
        return new AccessRefused(Answer.MORE_SCOPES, "insufficient_scope", "The access token lacks a scope this tool needs.", all,
                new Grounds(token, null, tool, missing));
    }

    /** The same, of a call under this token. */
    AccessRefused on(Grounds known) {
        return new AccessRefused(answer, code, String.valueOf(getMessage()), scopes, known);
    }

    /** Empty for a caller that nothing is known of. */
    public Optional<Grounds> grounds() {
        return Optional.ofNullable(grounds);
    }

    public Answer answer() {
        return answer;
    }

    public String code() {
        return code;
    }

    public List<String> scopes() {
        return scopes;
    }
}
