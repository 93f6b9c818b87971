package io.countersign.consent.decision.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who has a consent that was not withdrawn: whoever may hold a connection of their own. */
@Component
public class ConsentHolders {
    private static final int MOST = 1_000;
    private static final Criteria GRANTED = Criteria.equal("status", "GRANTED");
    private final View<ConsentOverview> rows;

    ConsentHolders(Views views) {
        this.rows = views.of(ConsentOverview.class);
    }

    public Set<String> of(String organizationId) {
        return rows.all(Criteria.and(Criteria.equal("organizationId", organizationId), GRANTED)).map(row -> row.value().userId())
                .collect(Collectors.toSet());
    }

    /** All that a member ever granted there, or the organization in the member's place; the newest thousand. */
    public List<HeldConsent> consentsOf(String organizationId, String userId) {
        return rows.all(Criteria.and(Criteria.equal("organizationId", organizationId), Criteria.equal("userId", userId))).limit(MOST)
                .map(row -> HeldConsent.of(row.value())).toList();
    }

    public Set<String> organizationsOf(String userId) {
        return rows.all(Criteria.and(Criteria.equal("userId", userId), GRANTED)).map(row -> row.value().organizationId())
                .collect(Collectors.toSet());
    }
}
