package io.countersign.events.consumer;

/** Tells the topic {@code countersign.<consumer>.dead-letters} that an event waits; the letter itself is in the database. */
@FunctionalInterface
interface DeadLetterNotice {
    /** Must return at once and never throw: the letter is kept already. */
    void send(String consumer, Delivery delivery, DeadLetters.Reason reason);
}
