package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.projection.Copied;
import io.countersign.events.projection.Copies;
import io.countersign.events.projection.CopyNotReady;
import io.countersign.events.search.IndexedFields;
import io.countersign.events.search.RowIndex;
import io.countersign.events.search.Search;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The connections of all organizations in this replica's index: ids, states and times. */
@Component
class ConnectionIndex {
    /** The pair of words in a connection's name, which follows from its id. */
    static final String PAIR = "pair";
    /** The id in small letters, to be searched for. */
    static final String SMALL_ID = "smallId";
    private static final IndexedFields<ConnectionOverview> FIELDS = IndexedFields.of(ConnectionOverview.class)
            .keywords("parties.organizationId", "parties.projectId", "parties.clientId", "parties.serverId", "parties.subjectType",
                    "parties.subjectId", "parties.consentId", "status", "flags", "predecessorId", "end.reasonCode")
            .numbers("life.authorizedAt", "life.lastUsedAt", "endsAtMillis", "end.at")
            .keyword(PAIR, row -> ConnectionName.pair(row.aggregateId()))
            .keyword(SMALL_ID, row -> row.aggregateId().toLowerCase(Locale.ROOT));
    private final Copied<ConnectionOverview, RowIndex<ConnectionOverview>> copied;

    ConnectionIndex(Copies copies) {
        copied = copies.of(ConnectionOverview.class, () -> new RowIndex<>(FIELDS));
    }

    /**
     * @param after what the caller wrote and wants to see
     * @throws CopyNotReady until every connection is in it
     */
    <R> R ask(Optional<Receipt> after, Function<Search, R> questions) {
        after.ifPresent(copied::await);
        return copied.current().ask(questions);
    }
}
