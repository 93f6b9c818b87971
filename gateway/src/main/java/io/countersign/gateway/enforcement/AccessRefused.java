package io.countersign.gateway.enforcement;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An MCP call is refused. The code is one of the fixed order of C28; the detail is public. */
public final class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Answer answer;
    private final String code;
    private final List<String> scopes;

    private AccessRefused(Answer answer, String code, String detail, Collection<String> scopes) {
        super(detail, null, false, false);
        this.answer = answer;
        this.code = code;
        this.scopes = List.copyOf(scopes);
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
        return new AccessRefused(Answer.CHALLENGE, "token_invalid", "An access token is needed.", List.of());
    }

    static AccessRefused malformed(String detail) {
        return new AccessRefused(Answer.BAD_REQUEST, "token_invalid", detail, List.of());
    }

    static AccessRefused invalidToken(String code, String detail) {
        return new AccessRefused(Answer.AUTHORIZE_AGAIN, code, detail, List.of());
    }

    /** The token's time is over. */
    public static AccessRefused expired() {
        return invalidToken("token_invalid", "The access token has expired.");
    }

    static AccessRefused forbidden(String code, String detail) {
        return new AccessRefused(Answer.FORBIDDEN, code, detail, List.of());
    }

    /** @param scopes all that the operation needs, and those already granted, since some clients ask for exactly what is challenged */
    public static AccessRefused insufficientScope(Collection<String> scopes) {
        return new AccessRefused(Answer.MORE_SCOPES, "insufficient_scope", "The access token lacks a scope this tool needs.", scopes);
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
