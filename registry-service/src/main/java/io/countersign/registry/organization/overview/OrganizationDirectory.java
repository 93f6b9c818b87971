package io.countersign.registry.organization.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.projection.Copied;
import io.countersign.events.projection.Copies;
import io.countersign.events.projection.Copy;
import io.countersign.events.projection.CopyNotReady;
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
    private final Copied<OrganizationRow, Newest> copied;

    OrganizationDirectory(Copies copies) {
        copied = copies.of(OrganizationRow.class, Newest::new);
    }

    /**
     * @param behind the id of the one that they stand behind; null for all
     * @throws CopyNotReady until all are known
     */
    Stream<OrganizationRow> all(Optional<Receipt> after, @Nullable String behind) {
        after.ifPresent(copied::await);
        var known = copied.current().rows;
        return (behind == null ? known : known.tailMap(behind, false)).values().stream();
    }

    /** Ids rise with time. */
    private static final class Newest implements Copy<OrganizationRow> {
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
