package io.countersign.registry.client.overview;

import io.countersign.events.projection.View.Group;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Clients that say they are the same software, as one line.
 *
 * @param group              by which the list of clients is narrowed to them
 * @param clients            how many
 * @param name               of the latest
 * @param registrationMethod how they came to be registered
 * @param latestClientId     the latest of them
 * @param latestRegisteredAt when it was registered
 */
record SoftwareGroup(String group, long clients, String name, String registrationMethod, @Nullable String softwareId,
        @Nullable String softwareVersion, String latestClientId, Instant latestRegisteredAt) {
    static SoftwareGroup of(Group<ClientOverview> group) {
        var latest = group.newest().value();
        var shown = latest.shownAs();
        return new SoftwareGroup(group.value(), group.rows(), latest.name(), latest.registrationMethod(),
                shown == null ? null : shown.softwareId(), shown == null ? null : shown.softwareVersion(), latest.id(), latest.createdAt());
    }
}
