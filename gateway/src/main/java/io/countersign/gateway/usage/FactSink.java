package io.countersign.gateway.usage;

/** Where facts go; never waits and never fails. */
@FunctionalInterface
public interface FactSink {
    /** @param key the connection, by which the topic is partitioned */
    void publish(String key, byte[] fact);
}
