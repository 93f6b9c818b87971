package io.countersign.events.relay;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the logs of this service reach Kafka.
 *
 * @param enabled           false only where something else publishes
 * @param partitions        of an event topic that is created now; it is fixed for ever
 * @param lease             how long another replica waits after the active one fell silent
 * @param poll              how soon commits of other replicas are seen
 * @param batch             commits read and sent at once
 * @param startCheck        how long a start waits for Kafka before it checks the topics later
 * @param republish         logs that are sent again from their first commit at this start: after a topic was lost
 * @param retentionCheck    how often a log with a retention is looked through for what is too old
 * @param minInsync         copies of a record that must be written before it counts; a topic that has or demands fewer stops the start
 * @param accessRetention   how long an access topic keeps its entries: longer than any access token lives
 */
@ConfigurationProperties("countersign.relay")
record RelayProperties(@DefaultValue("true") boolean enabled, @DefaultValue("6") int partitions, @DefaultValue("3s") Duration lease,
        @DefaultValue("20ms") Duration poll, @DefaultValue("500") int batch, @DefaultValue("15s") Duration startCheck,
        @DefaultValue("1h") Duration retentionCheck, @DefaultValue("48h") Duration accessRetention, @DefaultValue("1") int minInsync,
        @DefaultValue Set<String> republish) {
    RelayProperties {
        if (partitions < 1 || batch < 1 || minInsync < 1 || poll.toMillis() < 1 || lease.compareTo(poll.multipliedBy(10)) < 0) {
            throw new IllegalArgumentException(
                    "countersign.relay: partitions, batch, min-insync and poll must be positive, lease at least ten polls");
        }
    }
}
