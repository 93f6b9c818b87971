package io.countersign.token.owner;

import io.countersign.access.AccessTable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The access feed as long as it may be believed: read completely, and heard from within {@code countersign.access.max-staleness}. */
@Component
public class FreshFeed {
    private final @Nullable AccessTable feed;
    private final Duration maxStaleness;

    FreshFeed(ObjectProvider<AccessTable> feed, @Value("${countersign.access.max-staleness:5s}") Duration maxStaleness) {
        this.feed = feed.getIfAvailable();
        this.maxStaleness = maxStaleness;
    }

    /** Empty when only the logs and the owners themselves can tell what is in force. */
    public Optional<AccessTable> now() {
        return Optional.ofNullable(feed).filter(AccessTable::ready)
                .filter(table -> table.age().compareTo(maxStaleness) <= 0);
    }
}
