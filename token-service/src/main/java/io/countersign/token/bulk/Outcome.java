package io.countersign.token.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What became of one connection.
 *
 * @param code of the refusal where it failed, and null everywhere else
 */
record Outcome(Kind kind, @Nullable String code) {
    static final Outcome DONE = new Outcome(Kind.DONE, null);
    static final Outcome UNCHANGED = new Outcome(Kind.UNCHANGED, null);

    /** In the words of reports. */
    enum Kind {
        PENDING, DONE, UNCHANGED, FAILED
    }

    static Outcome failed(String code) {
        return new Outcome(Kind.FAILED, code);
    }
}
