package io.countersign.local;

import java.util.List;
import java.util.Map;

/**
 * What one installation has that others have not.
 *
 * @param organizations slugs of those the bootstrap makes; {@code acme} is the one that is described and demonstrated
 * @param settings      what its services are told beyond the ordinary, by their names
 */
public record Installation(List<String> organizations, Map<String, List<String>> settings) {
    static final Installation ORDINARY = new Installation(List.of(LocalPlatform.ORGANIZATION), Map.of());

    public Installation {
        organizations = List.copyOf(organizations);
        settings = Map.copyOf(settings);
    }

    List<String> settingsOf(Service service) {
        return settings.getOrDefault(service.part(), List.of());
    }
}
