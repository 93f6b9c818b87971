package io.countersign.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The store as a writer may see it: a commit id or a key that is held in front of the log's start is held by nothing. What stands there is
 * left from a removal, or an insert that came late to a slot that was removed; it is cleared away where it is in the way. Places by number
 * are as they are: a writer asks for numbers behind a head that it has verified.
 */
final class RetainedCommits extends DelegatingCommitStore {
    RetainedCommits(CommitStore store) {
        super(store);
    }

    @Override
    public Optional<Place> place(String commitId) {
        return super.place(commitId).filter(found -> kept(List.of(found.number())));
    }

    @Override
    public List<Holder> holders(Collection<String> keys) {
        var holders = super.holders(keys);
        return kept(holders.stream().map(Holder::number).toList()) ? holders : List.of();
    }

    /** @return false when something was in the way that is cleared now: nothing is known yet */
    private boolean kept(List<Long> numbers) {
        if (numbers.isEmpty()) {
            return true;
        }
        var removed = new TreeSet<>(numbers).headSet(start().number());
        if (!removed.isEmpty()) {
            clear(removed);
        }
        return removed.isEmpty();
    }
}
