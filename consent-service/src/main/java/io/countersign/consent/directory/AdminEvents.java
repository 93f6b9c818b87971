package io.countersign.consent.directory;

import io.countersign.consent.directory.Directory.Signal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.AdminEventRepresentation;

/**
 * What Keycloak's admin events tell: whom something happened to, by the path of the resource. What it was is never read from an event, which
 * may say it in several ways (SCIM writes {@code "false"} where others write {@code false}) or, without details, not at all.
 */
final class AdminEvents {
    static final List<String> OPERATIONS = List.of("CREATE", "UPDATE", "DELETE", "ACTION");
    static final List<String> RESOURCES = List.of("USER", "ORGANIZATION_MEMBERSHIP");
    private static final Pattern USER = Pattern.compile("(?:^|/)(?:[Uu]sers|members)/([A-Za-z0-9-]{1,64})(?:/|$)");
    private static final Pattern TAKEN_OUT = Pattern.compile("(?:^|/)organizations/([A-Za-z0-9-]{1,64})/members/");

    private AdminEvents() {
    }

    static Signal signal(AdminEventRepresentation event) {
        var path = Objects.requireNonNullElse(event.getResourcePath(), "");
        var user = USER.matcher(path);
        var organization = TAKEN_OUT.matcher(path);
        return new Signal(id(event, path), event.getTime(), user.find() ? user.group(1) : null,
                "DELETE".equals(event.getOperationType()) && organization.find() ? organization.group(1) : null);
    }

    /** Versions of Keycloak that name no event are distinguished by what else there is. */
    private static String id(AdminEventRepresentation event, String path) {
        return Objects.requireNonNullElseGet(event.getId(), () -> event.getTime() + " " + event.getOperationType() + " " + path);
    }
}
