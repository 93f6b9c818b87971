package io.countersign.events.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.relay.CommitSource.Next;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.InMemoryEventLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the log is asked although memory may have it. */
class CommitSourceTest {
    private static final Duration POLL = Duration.ofMillis(20);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - POLL.toNanos());
    private final InMemoryEventLog shared = new InMemoryEventLog("/sample-service/sample/1");
    private final ReplicaLog log = new ReplicaLog(shared, 100);
    private final CommitSource commits = new CommitSource(log, 10, POLL, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void pass() {
        pass(POLL.dividedBy(2));
    }

    @Test
    void theFirstQuestionGoesToTheLog() {
        assertThat(commits.after(Head.EMPTY, true)).isInstanceOf(Next.Nothing.class);
    }

    @Test
    void withinAPollNothingIsNoEvidence() {
        commits.after(Head.EMPTY, true);
        pass();
        RelayedLog.append(shared, 0, 1);
        assertThat(commits.after(Head.EMPTY, true)).isInstanceOf(Next.Unknown.class);
        assertThat(commits.patience()).isEqualTo(POLL.dividedBy(2).toNanos());
        pass();
        assertThat(commits.after(Head.EMPTY, true)).isInstanceOf(Next.Commits.class);
    }

    @Test
    void aMissingNumberIsReadAtOnce() {
        commits.after(Head.EMPTY, true);
        RelayedLog.append(shared, 0, 1);
        RelayedLog.append(log, 1, 1);
        assertThat(commits.after(Head.EMPTY, false)).isInstanceOfSatisfying(Next.Commits.class,
                next -> assertThat(next.commits()).hasSize(2));
    }

    @Test
    void anotherReplicasCommitWaitsNoLongerThanAPollAfterTheLastOwn() {
        commits.after(Head.EMPTY, true);
        pass();
        RelayedLog.append(log, 0, 1);
        assertThat(commits.after(Head.EMPTY, true)).isInstanceOf(Next.Commits.class);
        RelayedLog.append(shared, 1, 1);
        pass();
        assertThat(commits.after(new Head(0, 1), false)).isInstanceOf(Next.Unknown.class);
        pass();
        assertThat(commits.after(new Head(0, 1), false)).isInstanceOf(Next.Commits.class);
    }

    @Test
    void theHeadIsReadEveryFivePollsWhileOwnAppendsGoOnButNeverWhileSomethingIsUnderWay() {
        commits.after(Head.EMPTY, true);
        for (var n = 0; n < 10; n++) {
            RelayedLog.append(log, n, 1);
            assertThat(commits.after(new Head(n - 1, n), true)).isInstanceOf(Next.Commits.class);
            assertThat(commits.after(new Head(n, n + 1), true)).isInstanceOf(Next.Unknown.class);
            pass(POLL.dividedBy(4).multipliedBy(n == 9 ? 11 : 1));
        }
        RelayedLog.append(log, 10, 1);
        commits.after(new Head(9, 10), true);
        assertThat(commits.after(new Head(10, 11), false)).isInstanceOf(Next.Unknown.class);
        assertThat(commits.after(new Head(10, 11), true)).isInstanceOf(Next.Nothing.class);
    }
}
