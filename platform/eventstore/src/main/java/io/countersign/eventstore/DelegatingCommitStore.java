package io.countersign.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Another store as it is; whoever stands between says what is different. */
class DelegatingCommitStore implements CommitStore {
    private final CommitStore store;

    DelegatingCommitStore(CommitStore store) {
        this.store = store;
    }

    @Override
    public Inserted insert(List<StoredCommit> documents) {
        return store.insert(documents);
    }

    @Override
    public List<Place> places(Collection<Long> numbers) {
        return store.places(numbers);
    }

    @Override
    public Optional<Place> place(String commitId) {
        return store.place(commitId);
    }

    @Override
    public List<Holder> holders(Collection<String> keys) {
        return store.holders(keys);
    }

    @Override
    public LogStart start() {
        return store.start();
    }

    @Override
    public void clear(Collection<Long> numbers) {
        store.clear(numbers);
    }
}
