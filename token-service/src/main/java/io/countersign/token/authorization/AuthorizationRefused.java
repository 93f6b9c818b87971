package io.countersign.token.authorization;

/** Why an authorization request does not go on, and who is told: the person by a page, or the client by its redirect URI. */
abstract sealed class AuthorizationRefused extends RuntimeException {
    private AuthorizationRefused(String message) {
        super(message, null, false, false);
    }

    /** A page, because nothing that is registered could be told (RFC 6749 section 4.1.2.1), or nobody listens there any more. */
    static final class OnPage extends AuthorizationRefused {
        private final String title;
        private final String advice;

        /**
         * @param what   is wrong, in a sentence
         * @param advice what the person can do
         */
        OnPage(String title, String what, String advice) {
            super(what);
            this.title = title;
            this.advice = advice;
        }

        String title() {
            return title;
        }

        String what() {
            return String.valueOf(getMessage());
        }

        String advice() {
            return advice;
        }
    }

    /** The client is told at its registered redirect URI. */
    static final class AtClient extends AuthorizationRefused {
        private final Callback callback;
        private final String error;

        AtClient(Callback callback, String error, String description) {
            super(description);
            this.callback = callback;
            this.error = error;
        }

        String location() {
            return callback.refused(error, String.valueOf(getMessage()));
        }
    }
}
