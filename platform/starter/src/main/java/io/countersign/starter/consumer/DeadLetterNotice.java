package io.countersign.starter.consumer;

/** Tells the topic {@code countersign.<consumer>.dead-letters} that an event waits; the letter itself is in the database. */
@FunctionalInterface
interface DeadLetterNotice {
    void send(String consumer, Delivery delivery, DeadLetters.Reason reason);
}
