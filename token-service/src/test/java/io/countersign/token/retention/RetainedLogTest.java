package io.countersign.token.retention;

import io.countersign.testkit.harness.Aggregates;
import io.countersign.token.contract.RetentionEvent.IssuancesRemoved;
import io.countersign.token.retention.RetentionCommand.RecordRemoval;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetainedLogTest {
    private static final String LOG = "log-issuances";
    private static final Instant OLDEST = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant NOW = Instant.parse("2027-12-26T09:00:00Z");
    private final AggregateTestFixture<RetainedLog> fixture = Aggregates.fixture(RetainedLog.class);

    @BeforeEach
    void clock() {
        fixture.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aRemovalIsRecordedWithWhatWentBeyondTheLastOne() {
        fixture.givenNoPriorActivity().when(new RecordRemoval(LOG, 40, OLDEST))
                .expectEvents(new IssuancesRemoved(LOG, 40, 40, OLDEST, NOW));
        fixture.given(new IssuancesRemoved(LOG, 40, 40, OLDEST, NOW)).when(new RecordRemoval(LOG, 55, OLDEST))
                .expectEvents(new IssuancesRemoved(LOG, 55, 15, OLDEST, NOW));
    }

    @Test
    void theSameStartAgainChangesNothing() {
        fixture.given(new IssuancesRemoved(LOG, 40, 40, OLDEST, NOW)).when(new RecordRemoval(LOG, 40, NOW)).expectNoEvents();
        fixture.given(new IssuancesRemoved(LOG, 40, 40, OLDEST, NOW)).when(new RecordRemoval(LOG, 39, NOW)).expectNoEvents();
    }
}
