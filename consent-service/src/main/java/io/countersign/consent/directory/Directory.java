package io.countersign.consent.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the identity provider says. Whoever cannot be asked has said nothing: {@link DirectoryUnavailable}. */
public interface Directory {
    /** Whether it knows that user as an enabled member of that organization of its own. */
    boolean isMember(String keycloakOrganizationId, String userId);

    /** Whether it knows that user, in whatever organization, and lets them in. */
    boolean isKnown(String userId);

    /** The members of that organization, in the directory's order. */
    List<Person> members(String keycloakOrganizationId);

    /** Some members of that organization and their e-mail addresses, in the directory's order, the disabled ones included. */
    List<Addressed> addressed(String keycloakOrganizationId, int first, int most);

    /** What those users are called; who is unknown is absent. */
    Map<String, String> names(Collection<String> userIds);

    /**
     * A member of an organization.
     *
     * @param enabled whether the identity provider lets them in
     */
    record Person(String userId, String name, boolean enabled) {
    }

    /** @param email absent where the directory has none */
    record Addressed(String userId, String name, @Nullable String email) {
    }
}
