package io.countersign.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Commits and events for tests: small envelopes with fresh ids. */
public final class Events {
    private Events() {
    }

    public static NewEvent event(String aggregateId, long sequence) {
        return new NewEvent(aggregateId, sequence, ("{\"subject\":\"" + aggregateId + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    /** A commit with a fresh id and without access entries. */
    public static Commit commit(NewEvent... events) {
        return commit(freshId("commit"), events);
    }

    public static Commit commit(String commitId, NewEvent... events) {
        return new Commit(commitId, List.of(events), List.of());
    }

    /** One commit that holds {@code count} events of one aggregate, from {@code sequence} on. */
    public static Commit run(String aggregateId, long sequence, int count) {
        return commit(IntStream.range(0, count).mapToObj(n -> event(aggregateId, sequence + n)).toArray(NewEvent[]::new));
    }

    public static String freshId(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
