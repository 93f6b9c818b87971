package io.countersign.consent.member.overview;

import io.countersign.consent.decision.overview.KnownNames;
import io.countersign.consent.directory.Directory.Person;
import io.countersign.consent.directory.Membership;
import io.countersign.consent.directory.People;
import io.countersign.consent.member.overview.Member.Held;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MembersQuestion;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.peer.PeerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The members of an organization, connected or not (MG-01): whom the identity provider knows, and whoever's switch was ever used, so that
 * those who left are shown as well. Where it does not answer, those whose switch was used are left, by their ids; where the token service
 * does not, what they hold is left out.
 */
@Component
class MemberList {
    private static final Logger LOG = LoggerFactory.getLogger(MemberList.class);
    private final View<MemberOverview> switched;
    private final Membership membership;
    private final People people;
    private final MemberHoldings holdings;
    private final KnownNames names;

    MemberList(Views views, Membership membership, People people, MemberHoldings holdings, KnownNames names) {
        this.switched = views.of(MemberOverview.class);
        this.membership = membership;
        this.people = people;
        this.holdings = holdings;
        this.names = names;
    }

    /** In order of their ids. */
    Page<Member> of(String organizationId, MemberFilter filter, Optional<Receipt> after, PageRequest page) {
        after.ifPresent(switched::await);
        var candidates = everybody(organizationId).tailMap(Objects.requireNonNullElse(page.place(), ""), false).values().stream()
                .filter(filter::admits).toList();
        var shown = filter.asksForConnections()
                ? Page.of(holding(organizationId, candidates, filter, page.limit() + 1), page, Member::userId)
                : withConnections(organizationId, Page.of(candidates, page, Member::userId));
        return named(shown);
    }

    /** All of them, a page's connections and names at a time. */
    Stream<Member> all(String organizationId, MemberFilter filter, Optional<Receipt> after) {
        after.ifPresent(switched::await);
        return everybody(organizationId).values().stream().filter(filter::admits).gather(Gatherers.windowFixed(MembersQuestion.MOST))
                .flatMap(batch -> named(new Page<>(joined(organizationId, batch).stream()
                        .filter(member -> !filter.asksForConnections() || filter.admits(held(member))).toList(), null)).items().stream());
    }

    private static Held held(Member member) {
        return Objects.requireNonNullElse(member.connections(), Held.NOTHING);
    }

    Optional<Member> one(String organizationId, String userId, Optional<Receipt> after) {
        after.ifPresent(switched::await);
        return Optional.ofNullable(everybody(organizationId).get(userId))
                .map(found -> named(withConnections(organizationId, new Page<>(List.of(found), null))).items().getFirst());
    }

    private Page<Member> named(Page<Member> shown) {
        var found = people.names(shown.items().stream().filter(Member::nameless).map(Member::userId).toList());
        return shown.map(member -> member.called(found.getOrDefault(member.userId(), member.name())));
    }

    private NavigableMap<String, Member> everybody(String organizationId) {
        var all = new TreeMap<String, Member>();
        var known = known(organizationId);
        known.orElse(Map.of()).values().forEach(person -> all.put(person.userId(), Member.never(person)));
        rows(organizationId).forEach((user, row) -> all.put(user, Member.of(row, known.isPresent(), known.orElse(Map.of()).get(user))));
        return all;
    }

    private Page<Member> withConnections(String organizationId, Page<Member> shown) {
        try {
            return new Page<>(joined(organizationId, shown.items()), shown.nextCursor());
        } catch (PeerUnavailable silent) {
            LOG.info("What members hold is not known now: {}", silent.getMessage());
            return shown;
        }
    }

    /** As many as are asked for, one question for each batch that has to be looked at. */
    private List<Member> holding(String organizationId, List<Member> candidates, MemberFilter filter, int most) {
        var found = new ArrayList<Member>();
        for (var from = 0; from < candidates.size() && found.size() < most; from += MembersQuestion.MOST) {
            var batch = candidates.subList(from, Math.min(from + MembersQuestion.MOST, candidates.size()));
            joined(organizationId, batch).stream()
                    .filter(member -> filter.admits(held(member))).forEach(found::add);
        }
        return found;
    }

    private List<Member> joined(String organizationId, List<Member> members) {
        var counted = holdings.connections(organizationId, members.stream().map(Member::userId).toList());
        var clients = names.ofClients(counted.values().stream().flatMap(each -> each.clients().stream())
                .map(MemberConnections.Client::clientId));
        return members.stream().map(member -> member.holding(Optional.ofNullable(counted.get(member.userId()))
                .map(held -> Held.of(held, clients)).orElse(Held.NOTHING))).toList();
    }

    private Optional<Map<String, Person>> known(String organizationId) {
        try {
            return Optional.of(membership.members(organizationId)
                    .collect(Collectors.toMap(Person::userId, Function.identity(), (told, again) -> again)));
        } catch (RuntimeException unavailable) {
            LOG.info("The members of an organization cannot be listed: {}", unavailable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Map<String, Row<MemberOverview>> rows(String organizationId) {
        return switched.all(Criteria.equal("organizationId", organizationId))
                .collect(Collectors.toMap(row -> row.value().userId(), Function.identity()));
    }
}
