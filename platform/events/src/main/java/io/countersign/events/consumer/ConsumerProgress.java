package io.countersign.events.consumer;

/** Whether a consumer has come past a place of this service's own log, whichever replica reads which partition. */
@FunctionalInterface
public interface ConsumerProgress {
    /**
     * @param consumer reads the topic of a log of this service
     * @param position of an event that stands in that log
     * @return true when every event up to it has had its effect or waits in the dead letters
     */
    boolean passed(String consumer, long position);
}
