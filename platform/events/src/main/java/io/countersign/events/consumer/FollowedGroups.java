package io.countersign.events.consumer;

import java.util.List;

/** Consumer groups that a service reads in by means of its own; their lag is measured like that of every other consumer. */
@FunctionalInterface
public interface FollowedGroups {
    List<FollowedGroup> all();

    /**
     * @param consumer names it in metrics
     * @param id       of the group, in which the next offsets are committed
     */
    record FollowedGroup(String consumer, String id, String topic) {
    }
}
