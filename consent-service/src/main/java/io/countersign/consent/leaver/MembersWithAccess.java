package io.countersign.consent.leaver;

import io.countersign.consent.decision.overview.ConsentHolders;
import io.countersign.consent.member.overview.MembersWithRecordedAccess;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Who holds anything here: consents, and with them connections, roles, or a switch that was ever used; not everybody the identity provider
 * knows. The views are a moment late, and what they do not know yet is left to the next comparison: what is decided of
 * anybody is decided on logs and the provider's word.
 */
@Component
class MembersWithAccess {
    private final MembersWithRecordedAccess switched;
    private final ConsentHolders consents;
    private final View<OrganizationPeople> people;
    private final SeenMembers seenMembers;

    MembersWithAccess(MembersWithRecordedAccess switched, ConsentHolders consents, Views views, SeenMembers seenMembers) {
        this.switched = switched;
        this.consents = consents;
        this.people = views.of(OrganizationPeople.class);
        this.seenMembers = seenMembers;
    }

    List<String> organizations() {
        return people.all(Criteria.everything()).map(row -> row.value().id()).toList();
    }

    Set<String> organizationsOf(String userId) {
        return Stream.of(switched.organizationsOf(userId), consents.organizationsOf(userId),
                people.all(Criteria.equal("roleHolders", userId)).map(row -> row.value().id()).collect(Collectors.toSet()))
                .flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** As {@link Of#belonged}, of one user alone. */
    boolean belonged(String organizationId, String userId) {
        return switched.organizationsOf(userId).contains(organizationId) || consents.organizationsOf(userId).contains(organizationId)
                || seenMembers.has(organizationId, userId);
    }

    Of of(String organizationId) {
        var roles = people.find(organizationId).map(row -> Set.copyOf(row.value().roleHolders())).orElse(Set.of());
        return new Of(switched.of(organizationId), consents.of(organizationId), roles, seenMembers.of(organizationId));
    }

    /**
     * Those of one organization.
     *
     * @param switched states of the access switch by user ids
     * @param seen     role holders whom a comparison has found among the members before
     */
    record Of(Map<String, String> switched, Set<String> consenting, Set<String> roleHolders, Set<String> seen) {
        Set<String> all() {
            var all = new HashSet<>(switched.keySet());
            all.addAll(consenting);
            all.addAll(roleHolders);
            return all;
        }

        /** Whether nothing more is to be taken from them. */
        boolean ended(String userId) {
            var status = switched.get(userId);
            return "LEFT".equals(status) || "SUSPENDED".equals(status);
        }

        /**
         * Roles alone make no member: auditors and operators may come from outside, and nobody leaves who never belonged. Whoever
         * consented did, and so did who was seen.
         */
        boolean belonged(String userId) {
            return switched.containsKey(userId) || consenting.contains(userId) || seen.contains(userId);
        }
    }
}
