package io.countersign.audit.stream;

import io.countersign.audit.ledger.AppendSignal;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.Visibility;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;

/**
 * One reader of one tree: every event behind a position that may be seen, once and in order, then those that come. Events are read from the
 * log when the reader takes them, so a reader who is slow or was away costs no memory. What is passed over is told with the next sign of
 * life, so that it is not looked through again.
 */
final class Subscription {
    private static final int AT_ONCE = 200;
    private static final Selection FOREGROUND = Selection.ALL.inForeground();

    private final History history;
    private final String tree;
    private final Visibility visibility;
    private final Reader reader;
    private long next;

    /** @param next position of the first event that is sent */
    Subscription(History history, String tree, Visibility visibility, Reader reader, long next) {
        this.history = history;
        this.tree = tree;
        this.visibility = visibility;
        this.reader = reader;
        this.next = next;
    }

    /** Whoever reads; waits until the reader has taken what is sent. */
    interface Reader {
        void tell(History.Event event) throws IOException;

        /** @param position up to which everything is sent */
        void signOfLife(long position) throws IOException;

        /** Whether nobody reads any more. */
        boolean gone();
    }

    /** Until the reader is gone, or may not read any longer. */
    void run(AppendSignal.Arrival arrival, Duration heartbeat) throws IOException, InterruptedException {
        reader.signOfLife(next - 1);
        while (!reader.gone()) {
            if (!tellAll() && !arrival.await(heartbeat) && !reader.gone()) {
                reader.signOfLife(next - 1);
            }
        }
    }

    /** @return whether there was anything */
    private boolean tellAll() throws IOException {
        var size = history.size(tree);
        var before = next;
        while (next < size && !reader.gone()) {
            var events = history.range(tree, next, Math.min(size, next + AT_ONCE));
            if (events.isEmpty()) {
                throw new NoSuchElementException("The history of " + tree + " has no event " + next);
            }
            for (var event : events) {
                if (FOREGROUND.matches(event.envelope()) && visibility.shows(event)) {
                    reader.tell(event);
                }
                next = event.index() + 1;
            }
        }
        return next > before;
    }
}
