package io.countersign.consent.member.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Members about whose access anything was ever recorded, as the list has them; what is decided is decided on their streams. */
@Component
public class MembersWithRecordedAccess {
    private final View<MemberOverview> rows;

    MembersWithRecordedAccess(Views views) {
        this.rows = views.of(MemberOverview.class);
    }

    /** Their states by their ids. */
    public Map<String, String> of(String organizationId) {
        return rows.all(Criteria.equal("organizationId", organizationId))
                .collect(Collectors.toMap(row -> row.value().userId(), row -> row.value().status()));
    }

    public Set<String> organizationsOf(String userId) {
        return rows.all(Criteria.equal("userId", userId)).map(row -> row.value().organizationId()).collect(Collectors.toSet());
    }
}
