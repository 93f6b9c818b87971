package io.countersign.events.projection;

/**
 * What a copy joins to rows of a view from a store of its own: facts tell of it, each with the aggregate's id as its key, and a consumer of
 * this service keeps it.
 */
public record JoinedTopic(String topic, String consumer) {
}
