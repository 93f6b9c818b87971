package io.countersign.token.contract;

import java.util.List;

/**
 * What do these members hold? {@code POST /internal/organizations/{orgId}/members/connections}, answered by one {@link MemberConnections}
 * for each who ever held anything.
 *
 * @param userIds a page of members, 200 at most
 */
public record MembersQuestion(List<String> userIds) {
    public static final int MOST = 200;
}
