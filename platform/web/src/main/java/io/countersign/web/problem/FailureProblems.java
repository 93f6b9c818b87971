package io.countersign.web.problem;

import java.util.Optional;

/** What a failure that a library or the event log threw, however deep in a chain of causes, means to the caller. */
@FunctionalInterface
public interface FailureProblems {
    /** The problem to answer; empty when the failure is none of those this one knows. */
    Optional<Problem> of(Throwable failure);
}
