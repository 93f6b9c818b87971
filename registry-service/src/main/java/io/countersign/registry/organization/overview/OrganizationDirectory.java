package io.countersign.registry.organization.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.projection.FollowedView;
import io.countersign.events.projection.LocalViews;
import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.LocalViewNotReady;
import io.countersign.events.projection.View.Row;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All organizations in this replica's memory, the newest first, so that finding one by a part of its name reads no view. */
@Component
class OrganizationDirectory {
    private final FollowedView<OrganizationRow, RowsById> followed;

    OrganizationDirectory(LocalViews views) {
        followed = views.of(OrganizationRow.class, RowsById::new);
    }

    /**
     * @param behind the id of the one that they stand behind; null for all
     * @throws LocalViewNotReady until all are known
     */
    Stream<OrganizationRow> all(Optional<Receipt> after, @Nullable String behind) {
        after.ifPresent(followed::await);
        var known = followed.current().rows;
        return (behind == null ? known : known.tailMap(behind, false)).values().stream();
    }

    /** Ids rise with time. */
    private static final class RowsById implements LocalView<OrganizationRow> {
        private final NavigableMap<String, OrganizationRow> rows = new ConcurrentSkipListMap<String, OrganizationRow>().descendingMap();

        @Override
        public void put(Row<OrganizationRow> row) {
            rows.put(row.aggregateId(), row.value());
        }

        @Override
        public void remove(String aggregateId) {
            rows.remove(aggregateId);
        }
    }
}
