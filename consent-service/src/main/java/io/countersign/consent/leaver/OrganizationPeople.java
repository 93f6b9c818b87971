package io.countersign.consent.leaver;

import java.util.List;

/**
 * Who holds a role in an organization, as the registry records it.
 *
 * @param roleHolders ids of users with at least one role
 * @param grants      {@code <user id> <role>}
 */
record OrganizationPeople(String id, List<String> roleHolders, List<String> grants) {
}
