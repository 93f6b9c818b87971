package io.countersign.consent.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the identity provider says. Whoever cannot be asked has said nothing: {@link DirectoryUnavailable}. */
public interface Directory {
    /** How many members are asked for at once. */
    int PAGE = 200;

    /** Whether it knows that user as an enabled member of that organization of its own. */
    boolean isMember(String keycloakOrganizationId, String userId);

    /** Whether it knows that user, in whatever organization, and lets them in. */
    boolean isKnown(String userId);

    /**
     * The members of that organization, however many, in the directory's order, read page by page on the way. Whoever joins or leaves
     * meanwhile may be missing or told twice.
     */
    default Stream<Person> members(String keycloakOrganizationId) {
        return IntStream.iterate(0, first -> first + PAGE).mapToObj(first -> members(keycloakOrganizationId, first, PAGE))
                .takeWhile(page -> !page.isEmpty()).flatMap(List::stream);
    }

    /** Whether it has that organization of its own. */
    boolean hasOrganization(String keycloakOrganizationId);

    /** How that user stands to that organization now, asked of the identity provider itself and never remembered. */
    MembershipStatus membershipStatus(String keycloakOrganizationId, String userId);

    /**
     * Some of the changes to users and memberships that administrators made from that time on, in order of time.
     *
     * @param fromMillis by the identity provider's clock; 0 for all it still has
     * @param first      how many of them to pass over
     * @param most       how many of them to tell
     */
    List<Signal> signals(long fromMillis, int first, int most);

    /** The time of the latest such change by the identity provider's clock; 0 where there is none. */
    long latestSignal();

    /** As {@link #members(String)}, some of them. */
    List<Person> members(String keycloakOrganizationId, int first, int most);

    /** What those users are called; who is unknown is absent. */
    Map<String, String> names(Collection<String> userIds);

    /** What the identity provider says of a user and an organization. */
    enum MembershipStatus {
        MEMBER,
        /** Of the organization, or of another one, but not let in. */
        DISABLED,
        /** Let in, but not a member of this organization. */
        NON_MEMBER,
        /** There is no such user. */
        GONE,
        /** It has no such organization, so that nothing is said of anybody in it. */
        UNKNOWN_ORGANIZATION
    }

    /**
     * Something changed about a user: a reason to ask, and nothing else.
     *
     * @param userId                 null where it is about nobody alone
     * @param keycloakOrganizationId the organization that the user was taken out of; null for any other change
     */
    record Signal(String id, long millis, @Nullable String userId, @Nullable String keycloakOrganizationId) {
    }

    /**
     * A member of an organization.
     *
     * @param email   null where the identity provider has none
     * @param enabled whether the identity provider lets them in
     */
    record Person(String userId, String name, @Nullable String email, boolean enabled) {
    }
}
