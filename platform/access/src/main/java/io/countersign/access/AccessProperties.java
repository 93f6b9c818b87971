package io.countersign.access;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access feed.
 *
 * @param topics         the owners' topics that this service reads; none for a service that only owns entries
 * @param maxStaleness   how old the last heartbeat of an owner may be before the owners are asked instead
 * @param topicRetention how long an access topic keeps its records
 * @param longestToken   the longest life of an access token: how long what it cuts off must stay in force
 * @param snapshotEvery  how often everything in force is sent again
 */
@ConfigurationProperties("countersign.access")
public record AccessProperties(@DefaultValue List<String> topics, @DefaultValue("5s") Duration maxStaleness,
        @DefaultValue("48h") Duration topicRetention, @DefaultValue("31d") Duration longestToken,
        @DefaultValue("12h") Duration snapshotEvery) {
    public AccessProperties {
        if (topicRetention.compareTo(snapshotEvery.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("countersign.access.topic-retention must cover two snapshots");
        }
    }
}
