package io.countersign.events.feed;

/** Where an {@link EntriesInForce} outlives its process. What was not saved is folded from the log again. */
interface EntriesInForceStore {
    EntriesInForce.Saved load();

    /** Lines first, then how far they reach, then the deletions: a crash between leaves more than needed, never less. */
    void save(EntriesInForce.Changes changes);
}
