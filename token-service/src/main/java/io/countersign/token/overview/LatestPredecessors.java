package io.countersign.token.overview;

import com.mongodb.client.model.Filters;
import io.countersign.starter.projection.View.Row;
import io.countersign.starter.projection.Views;
import io.countersign.starter.web.PageRequest;
import io.countersign.token.issuance.Predecessors;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The newest other connection of the client and server that the list shows. */
@Component
class LatestPredecessors implements Predecessors {
    private final Views views;

    LatestPredecessors(Views views) {
        this.views = views;
    }

    @Override
    public @Nullable String of(String clientId, String serverId, String connectionId) {
        var both = Filters.and(Filters.eq("row.clientId", clientId), Filters.eq("row.serverId", serverId));
        return views.of(ConnectionOverview.class).list(both, new PageRequest(PageRequest.MAX_LIMIT, null)).items().stream()
                .filter(row -> !row.aggregateId().equals(connectionId))
                .max(Comparator.comparing(row -> row.value().authorizedAt())).map(Row::aggregateId).orElse(null);
    }
}
