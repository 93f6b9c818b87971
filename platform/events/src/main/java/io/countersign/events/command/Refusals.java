package io.countersign.events.command;

import io.countersign.eventstore.EventLogException;
import io.countersign.web.problem.Problem;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.annotation.MessageHandlerInvocationException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.HttpStatus;

/** What went wrong, as the caller learns it: the rule's own exception, or what the web API has an answer for. */
final class Refusals {
    private Refusals() {
    }

    static Throwable unwrapped(Throwable thrown) {
        var cause = thrown.getCause();
        return cause != null && (thrown instanceof CommandExecutionException || thrown instanceof MessageHandlerInvocationException)
                ? unwrapped(cause)
                : thrown;
    }

    static RuntimeException translated(Throwable thrown) {
        return switch (thrown) {
            case ConcurrencyException lost -> conflict();
            case AggregateStreamCreationException taken -> conflict();
            case LockAcquisitionFailedException busy -> new EventLogException.Overloaded("Too many commands wait for one aggregate");
            case AggregateNotFoundException missing -> Problem.notFound();
            case RuntimeException own -> own;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }

    /** Whether somebody else's commit came first, so that deciding again may end otherwise. */
    static boolean lostTheRace(Throwable refused) {
        return refused instanceof ConcurrencyException || refused instanceof AggregateStreamCreationException;
    }

    private static Problem conflict() {
        return new Problem(HttpStatus.CONFLICT, "conflict", "Somebody else changed the same resource at the same moment. Try again.");
    }
}
