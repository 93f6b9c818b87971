package io.countersign.token.overview;

import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.Micros;
import io.countersign.events.search.Search;
import io.countersign.events.search.ValueCount;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.naming.ClientName;
import io.countersign.token.naming.Names;
import io.countersign.token.naming.ProjectName;
import io.countersign.token.naming.ServerName;
import io.countersign.token.overview.GroupOrder.Grouping;
import io.countersign.token.directory.People;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections by what they have in common (EL-04): how many are active, expired and revoked, and when one was used last. */
@Component
class Groups {
    private static final String USED = ConnectionIndex.LAST_USED;
    private final ConnectionIndex index;
    private final FilterTranslation translation;
    private final Names names;
    private final People people;

    Groups(ConnectionIndex index, FilterTranslation translation, Names names, People people) {
        this.index = index;
        this.translation = translation;
        this.names = names;
        this.people = people;
    }

    /** @param visible what the caller may see */
    Page<Group> page(String organizationId, Criteria visible, ConnectionFilter filter, Grouping grouping, PageRequest asked,
            Optional<Receipt> after) {
        var order = GroupOrder.of(grouping);
        var behind = order.behind(asked.place(), id -> name(organizationId, id, grouping));
        var page = index
                .ask(after, search -> all(organizationId, translation.of(organizationId, visible, filter, search), grouping, search))
                .filter(behind).sorted(order.comparator()).limit(asked.limit() + 1L).toList();
        return Page.of(page, asked, order::place);
    }

    private Stream<Group> all(String organizationId, TranslatedFilter filtered, Grouping grouping, Search search) {
        var counted = filtered.each(status -> counts(filtered.at(status, filtered.all()), grouping, search));
        var ids = new HashSet<String>();
        counted.values().forEach(counts -> ids.addAll(counts.keySet()));
        return ids.stream().map(id -> group(organizationId, id, grouping, counted));
    }

    private static Map<String, ValueCount> counts(Criteria criteria, Grouping grouping, Search search) {
        return switch (grouping.by()) {
            case "server" -> search.tally(criteria, "parties.serverId", USED);
            case "project" -> search.tally(criteria, "parties.projectId", USED);
            case "member" -> search.tally(Criteria.and(criteria, Criteria.equal("parties.subjectType", SubjectType.MEMBER.name())),
                    "parties.subjectId", USED);
            default -> search.tally(criteria, "parties.clientId", USED);
        };
    }

    private Group group(String organizationId, String id, Grouping grouping, Map<Status, Map<String, ValueCount>> counted) {
        var active = tally(counted, Status.ACTIVE, id);
        var expired = tally(counted, Status.EXPIRED, id);
        var revoked = tally(counted, Status.REVOKED, id);
        var all = active.plus(expired).plus(revoked);
        var email = grouping.by().equals("member")
                ? people.of(organizationId).find(id).map(PersonAnswer::email).orElse(null)
                : null;
        return new Group(id, name(organizationId, id, grouping), email, all.count(), active.count(), expired.count(), revoked.count(),
                Micros.time(all.latest()));
    }

    private String name(String organizationId, String id, Grouping grouping) {
        return switch (grouping.by()) {
            case "server" -> names.servers(organizationId).find(id).map(ServerName::name).orElse(id);
            case "project" -> names.projects(organizationId).find(id).map(ProjectName::name).orElse(id);
            case "member" -> people.of(organizationId).find(id).map(PersonAnswer::name).orElse(id);
            default -> names.clients(organizationId).find(id).map(ClientName::name).orElse(id);
        };
    }

    private static ValueCount tally(Map<Status, Map<String, ValueCount>> counted, Status status, String id) {
        return Objects.requireNonNullElse(counted.getOrDefault(status, Map.of()).get(id), ValueCount.NONE);
    }

    /**
     * Connections of one client, person, server or project.
     *
     * @param name  the id where no name is known
     * @param email of a person
     */
    record Group(String id, String name, @Nullable String email, long total, long active, long expired, long revoked, Instant lastUsedAt) {
    }
}
