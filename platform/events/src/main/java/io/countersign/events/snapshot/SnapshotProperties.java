package io.countersign.events.snapshot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a snapshot is worth taking.
 *
 * @param every events of an aggregate that a load has to read before its next snapshot is taken
 */
@ConfigurationProperties("countersign.snapshots")
record SnapshotProperties(@DefaultValue("100") int every) {
    SnapshotProperties {
        if (every < 1) {
            throw new IllegalArgumentException("countersign.snapshots.every must be at least 1, not " + every);
        }
    }
}
