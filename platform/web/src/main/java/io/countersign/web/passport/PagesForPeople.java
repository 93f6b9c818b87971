package io.countersign.web.passport;

import java.util.List;

/**
 * Pages that a service shows to people who signed in at the gateway, beside its API: reached with the passport of a session and of one
 * organization, and with no other.
 *
 * @param patterns of their paths
 */
public record PagesForPeople(List<String> patterns) {
    public PagesForPeople {
        patterns = List.copyOf(patterns);
    }
}
