package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A store whose inserts get no answer until it is released, and which counts them. */
final class StuckStore implements CommitStore {
    private final List<StoredCommit> stored = new ArrayList<>();
    private final Semaphore tried = new Semaphore(0);
    private volatile boolean released;

    void release() {
        released = true;
    }

    void awaitAttempts(int attempts) throws InterruptedException {
        tried.acquire(attempts);
    }

    @Override
    public synchronized Inserted insert(List<StoredCommit> documents) {
        tried.release();
        if (!released) {
            return new Inserted.Unknown();
        }
        stored.addAll(documents);
        return new Inserted.All();
    }

    synchronized List<String> storedIds() {
        return stored.stream().map(StoredCommit::commitId).toList();
    }

    @Override
    public List<Place> places(Collection<Long> numbers) {
        return List.of();
    }

    @Override
    public Optional<Place> place(String commitId) {
        return Optional.empty();
    }

    @Override
    public List<Holder> holders(Collection<String> keys) {
        return List.of();
    }

    @Override
    public LogStart start() {
        return LogStart.BEGINNING;
    }

    @Override
    public void clear(Collection<Long> numbers) {
        throw new UnsupportedOperationException("nothing is ever removed here");
    }
}
