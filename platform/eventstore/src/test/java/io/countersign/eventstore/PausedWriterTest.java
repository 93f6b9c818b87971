package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A process that stands still between sending and hearing the answer, while others append, and remove what it knew as the end. */
class PausedWriterTest {
    private static final int MEANWHILE = 10;
    private static final int LATER = 8;

    private final SimulatedMongo mongo = new SimulatedMongo(new Random(7), false);
    private final List<StoredCommit> handedOver = new ArrayList<>();
    private long nanos;
    private boolean pausing;

    private static Appended append(AppendProtocol writer, Commit commit) {
        var pending = new PendingCommit(commit);
        writer.take(List.of(pending));
        while (!pending.outcome().isDone()) {
            writer.step();
        }
        return pending.outcome().join();
    }

    private AppendProtocol writer(CommitStore store) {
        return new AppendProtocol(store, new HeadFreshness(() -> nanos), handedOver::addAll);
    }

    private void othersGoOn() {
        var other = writer(mongo);
        for (var n = 0; n < MEANWHILE; n++) {
            append(other, commit(event("other", n)));
        }
        mongo.startAt(LATER);
        nanos += LogStart.SETTLES.toNanos();
        for (var n = 0L; n < LATER; n++) {
            mongo.delete(n);
        }
        handedOver.clear();
    }

    @Test
    void whatItInsertedIntoARemovedSlotIsNotAcknowledgedThere() {
        mongo.calmDown();
        var paused = writer(new Pausing());
        assertThat(append(paused, commit(event("own", 0)))).isEqualTo(new Appended(0, 0));
        pausing = true;
        assertThat(append(paused, commit("late", event("own", 1)))).isEqualTo(new Appended(MEANWHILE + 1, MEANWHILE + 1));
        assertThat(mongo.strays()).isEmpty();
        assertThat(handedOver).extracting(StoredCommit::number).containsExactly(MEANWHILE + 1L);
    }

    /** Stands still once, before its insert arrives. */
    private final class Pausing extends DelegatingCommitStore {
        Pausing() {
            super(mongo);
        }

        @Override
        public Inserted insert(List<StoredCommit> documents) {
            if (pausing) {
                pausing = false;
                othersGoOn();
            }
            return super.insert(documents);
        }
    }
}
