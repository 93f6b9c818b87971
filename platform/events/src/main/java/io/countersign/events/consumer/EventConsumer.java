package io.countersign.events.consumer;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import java.util.List;

/** What the platform runs for each view and each policy: takes events in order per aggregate and has its effect once. */
public interface EventConsumer {
    /** Stable: it names the consumer group and the dead letters. */
    String name();

    EventCatalog source();

    /** Whether the events of this aggregate concern it at all; the same answer for every event of one aggregate. */
    boolean accepts(Recorded<?> recorded);

    /** Whether each event is handled by itself, in the correlation context of its own cause; else all of an aggregate at once, on that of the first. */
    default boolean oneByOne() {
        return false;
    }

    /**
     * Whether the facts of a poll are handed on together, whatever aggregates they are of, in the correlation context of the first; only for
     * {@linkplain EventCatalog#areFacts facts}, and for consumers that fold many of them to one write.
     */
    default boolean together() {
        return false;
    }

    /**
     * Has the effect of consecutive events of one aggregate, or of facts {@link #together}. {@link Failures} judges what is thrown: the same events come again, or the one
     * that fails becomes a dead letter.
     */
    void consume(List<Recorded<?>> ofOneAggregate);

    /** The effect could not be had now; the partition waits until it can. */
    class NotNow extends RuntimeException {
        public NotNow(String why) {
            super(why);
        }

        NotNow(Throwable cause) {
            super(cause);
        }
    }

    /** An event whose effect fails for ever with this version; it becomes a dead letter. */
    final class Poisoned extends RuntimeException {
        private final long sequence;

        public Poisoned(long sequence, Throwable cause) {
            super("The event with sequence " + sequence + " cannot be consumed", cause);
            this.sequence = sequence;
        }

        public long sequence() {
            return sequence;
        }
    }
}
