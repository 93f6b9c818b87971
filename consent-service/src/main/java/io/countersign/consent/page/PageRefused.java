package io.countersign.consent.page;

import io.countersign.token.contract.AuthorizationRequestAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The page cannot be shown, or its form not be taken: a page of its own says why and what to do. */
final class PageRefused extends RuntimeException {
    private final Reason reason;
    private final transient @Nullable AuthorizationRequestAnswer request;

    PageRefused(Reason reason) {
        this(reason, null);
    }

    /** @param request what it was about, where that is known to be this person's */
    PageRefused(Reason reason, @Nullable AuthorizationRequestAnswer request) {
        super(reason.name());
        this.reason = reason;
        this.request = request;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    AuthorizationRequestAnswer request() {
        return request;
    }

    /** Why, and the status it goes with; the words stand in the message file. */
    enum Reason {
        /** No such request, or another person's, or another session's: not distinguished. */
        UNKNOWN(HttpStatus.NOT_FOUND),
        /** Ten minutes are over. */
        EXPIRED(HttpStatus.GONE),
        /** The browser went back to the app with the answer. */
        DONE(HttpStatus.GONE),
        /** The form did not come from our own page. */
        FOREIGN_FORM(HttpStatus.FORBIDDEN),
        /** No decision, or two, in the form. */
        NO_DECISION(HttpStatus.BAD_REQUEST),
        /** A scope in the form that was not offered. */
        FOREIGN_SCOPE(HttpStatus.BAD_REQUEST),
        /** The member's use of MCP is switched off. */
        ACCESS_OFF(HttpStatus.FORBIDDEN),
        /** A service this needs does not answer. */
        UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

        private final HttpStatus status;

        Reason(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }

        /** Key of its words in the message file. */
        String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
