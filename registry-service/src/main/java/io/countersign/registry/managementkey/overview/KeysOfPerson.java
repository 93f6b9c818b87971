package io.countersign.registry.managementkey.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.registry.contract.HoldingsAnswer;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The management keys that somebody created, and those they answer for now. */
@Component
public class KeysOfPerson {
    private final View<ManagementKeyOverview> keys;

    KeysOfPerson(Views views) {
        this.keys = views.of(ManagementKeyOverview.class);
    }

    public List<HoldingsAnswer.Key> in(String organizationId, String userId) {
        return Stream.of("makerId", "createdBy")
                .flatMap(who -> keys.all(Criteria.and(Criteria.equal(who, userId), Criteria.equal("organizationId", organizationId))))
                .map(View.Row::value).map(key -> new HoldingsAnswer.Key(key.id(), key.name(), key.status(), key.makerId())).distinct()
                .toList();
    }
}
