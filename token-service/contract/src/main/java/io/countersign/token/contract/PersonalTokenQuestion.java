package io.countersign.token.contract;

/** {@code POST /internal/tokens/personal/resolve}: what a personal access token opens now; 404 when it opens nothing. */
public record PersonalTokenQuestion(String token) {
    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "PersonalTokenQuestion";
    }
}
