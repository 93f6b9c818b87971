package io.countersign.eventstore;

/** Why a commit was not acknowledged or cannot be read. Only {@link OutcomeUnknown} leaves open whether it is stored. */
public abstract sealed class EventLogException extends RuntimeException {
    private EventLogException(String message) {
        super(message);
    }

    /** Another commit holds this aggregate's sequence: nothing of this commit is stored. */
    public static final class Conflict extends EventLogException {
        private final String aggregateId;
        private final long sequence;

        public Conflict(String aggregateId, long sequence) {
            super("Sequence " + sequence + " of " + aggregateId + " is taken");
            this.aggregateId = aggregateId;
            this.sequence = sequence;
        }

        public String aggregateId() {
            return aggregateId;
        }

        public long sequence() {
            return sequence;
        }
    }

    /** The store did not answer in time; the commit is finished in the background (503 {@code outcome_unknown}). */
    public static final class OutcomeUnknown extends EventLogException {
        public OutcomeUnknown(String commitId) {
            super("The outcome of commit " + commitId + " is not known yet");
        }
    }

    /**
     * The queue of waiting commits is full, the commit was withdrawn unsent, or a read got no answer (503 with {@code Retry-After}):
     * nothing is stored.
     */
    public static final class Overloaded extends EventLogException {
        public Overloaded(String message) {
            super(message);
        }

        public Overloaded(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }

    /** An event is larger than the log accepts: nothing is stored. */
    public static final class EventTooLarge extends EventLogException {
        public EventTooLarge(String aggregateId, int bytes, int limit) {
            super("Event of " + aggregateId + " has " + bytes + " bytes, at most " + limit + " are allowed");
        }
    }

    /** What a reader asks for was removed from the log for good: it goes on at {@link #start()}. */
    public static final class Removed extends EventLogException {
        private final LogStart start;

        public Removed(long number, LogStart start) {
            super("Commit " + number + " was removed; the log begins with commit " + start.number() + " at position " + start.position());
            this.start = start;
        }

        public LogStart start() {
            return start;
        }
    }
}
