package io.countersign.consent.member.overview;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.member.MemberAccessState.Status;
import io.countersign.consent.directory.Directory.Person;
import io.countersign.consent.directory.Membership;
import io.countersign.consent.directory.People;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The members of an organization, connected or not: whom the identity provider knows, and whoever's switch was ever used. Where it does
 * not answer, those whose switch was used are left, by their ids.
 */
@Component
class MemberList {
    private static final Logger LOG = LoggerFactory.getLogger(MemberList.class);
    private final View<MemberOverview> switched;
    private final Membership membership;
    private final People people;

    MemberList(Views views, Membership membership, People people) {
        this.switched = views.of(MemberOverview.class);
        this.membership = membership;
        this.people = people;
    }

    /** In order of their ids. */
    Page<Member> of(String organizationId, @Nullable Status status, Optional<Receipt> after, PageRequest page) {
        after.ifPresent(switched::await);
        var all = new TreeMap<String, Member>();
        var known = known(organizationId);
        known.orElse(Map.of()).values().forEach(person -> all.put(person.userId(), Member.never(person)));
        rows(organizationId).forEach((user, row) -> all.put(user, Member.of(row, known.isPresent(), known.orElse(Map.of()).get(user))));
        var behind = all.tailMap(Objects.requireNonNullElse(page.place(), ""), false).values().stream();
        var shown = Page.of(behind.filter(member -> status == null || member.status().equals(status.name())).toList(), page,
                Member::userId);
        var names = people.names(shown.items().stream().filter(Member::nameless).map(Member::userId).toList());
        return shown.map(member -> member.called(names.getOrDefault(member.userId(), member.name())));
    }

    private Optional<Map<String, Person>> known(String organizationId) {
        try {
            return Optional.of(membership.members(organizationId).stream().collect(Collectors.toMap(Person::userId, Function.identity())));
        } catch (RuntimeException unavailable) {
            LOG.info("The members of an organization cannot be listed: {}", unavailable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Map<String, Row<MemberOverview>> rows(String organizationId) {
        return switched.all(Criteria.equal("organizationId", organizationId))
                .collect(Collectors.toMap(row -> row.value().userId(), Function.identity()));
    }

    /**
     * A member as lists show it.
     *
     * @param name    as the identity provider has it now, the id where it does not answer
     * @param member  whether the identity provider knows it in the organization; null where it does not answer
     * @param status  {@code ENABLED}, {@code DISABLED}, {@code SUSPENDED} or {@code LEFT}
     * @param version of the switch; -1 where it was never used
     */
    record Member(String userId, String name, @Nullable Boolean member, String status, @Nullable ReasonCode reasonCode,
            @Nullable Instant changedAt, @Nullable String changedBy, long version) {
        static Member never(Person person) {
            return new Member(person.userId(), person.name(), person.enabled(), "ENABLED", null, null, null, -1);
        }

        /** @param answered whether the identity provider did */
        static Member of(Row<MemberOverview> row, boolean answered, @Nullable Person person) {
            var value = row.value();
            return new Member(value.userId(), person == null ? value.userId() : person.name(),
                    answered ? Boolean.valueOf(person != null && person.enabled()) : null, value.status(), value.reasonCode(),
                    value.changedAt(),
                    value.changedBy(), row.sequence());
        }

        boolean nameless() {
            return name.equals(userId);
        }

        Member called(String known) {
            return new Member(userId, known, member, status, reasonCode, changedAt, changedBy, version);
        }
    }
}
