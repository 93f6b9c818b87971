package io.countersign.consent.page;

import io.countersign.token.contract.AuthorizationRequestAnswer;

/** What a person sees next. */
sealed interface Step {
    AuthorizationRequestAnswer request();

    /**
     * The question.
     *
     * @param account name of who is signed in, the id where it is not to be had
     * @param version hash of what is shown
     * @param changed whether the form was sent from a page that showed something else
     */
    record Ask(AuthorizationRequestAnswer request, ShownRequest shown, String account, String version, boolean changed) implements Step {
    }

    /** The answer was taken: the browser goes on by itself. */
    record Continue(AuthorizationRequestAnswer request, boolean allowed) implements Step {
    }

    /** Somebody, perhaps this person in another tab, answered before: the browser goes on only when it is told to. */
    record Answered(AuthorizationRequestAnswer request, boolean allowed) implements Step {
    }
}
