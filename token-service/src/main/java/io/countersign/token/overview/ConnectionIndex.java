package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.projection.FollowedView;
import io.countersign.events.projection.LocalViews;
import io.countersign.events.projection.LocalViewNotReady;
import io.countersign.events.projection.JoinedTopic;
import io.countersign.events.search.IndexedFields;
import io.countersign.events.search.Search;
import io.countersign.token.usage.UsageConsumers;
import io.countersign.token.usage.UsageStore;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The connections of all organizations in this replica's index: ids, states and times, those of their use included. */
@Component
class ConnectionIndex {
    /** When it was used last; a call is found a second or two after it was taken in. */
    static final String LAST_USED = "lastUsedAt";
    /** Milliseconds from an end to its being in force where it was tried first; -1 where that was not seen. */
    static final String LAG = "enforcement.lagMillis";
    /** The pair of words in a connection's name, which follows from its id. */
    static final String PAIR = "pair";
    /** The id in small letters, to be searched for. */
    static final String SMALL_ID = "smallId";
    private static final IndexedFields<UsedConnection> FIELDS = IndexedFields.of(UsedConnection.class)
            .keywords("parties.organizationId", "parties.projectId", "parties.clientId", "parties.serverId", "parties.subjectType",
                    "parties.subjectId", "parties.consentId", "status", "flags", "predecessorId", "end.reasonCode")
            .numbers("life.authorizedAt", "endsAtMillis", "end.at", LAST_USED, "calledAt", "quietSince", "scopeIdleSince", LAG)
            .numbersOf(row -> row.value().perDay()).keyword(PAIR, row -> ConnectionName.pair(row.aggregateId()))
            .keyword(SMALL_ID, row -> row.aggregateId().toLowerCase(Locale.ROOT));
    private final FollowedView<ConnectionOverview, UsedConnectionIndex> copied;

    ConnectionIndex(LocalViews localViews, UsageStore usages, @Qualifier("usageFacts") EventCatalog facts) {
        copied = localViews.of(ConnectionOverview.class, () -> new UsedConnectionIndex(FIELDS, usages),
                new JoinedTopic(facts.topic(), UsageConsumers.USAGE));
    }

    /**
     * @param after what the caller wrote and wants to see
     * @throws LocalViewNotReady until every connection is in it
     */
    <R> R ask(Optional<Receipt> after, Function<Search, R> questions) {
        after.ifPresent(copied::await);
        return copied.current().ask(questions);
    }
}
