package io.countersign.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All that the append protocol asks of a database. Numbers, commit ids and aggregate keys are unique each; every read shows only what a
 * majority has, so it can never be rolled back, but it may lag. A read that fails throws.
 */
interface CommitStore {
    /** Inserts in the given order, stopping at the first document that cannot be stored. */
    Inserted insert(List<StoredCommit> documents);

    /** Those of the numbers that are taken, ascending. */
    List<Place> places(Collection<Long> numbers);

    Optional<Place> place(String commitId);

    /** Those of the keys that are taken. */
    List<Holder> holders(Collection<String> keys);

    /** Where the log begins. */
    LogStart start();

    /** Deletes what stands under these numbers, which are before the start, in the given order. */
    void clear(Collection<Long> numbers);

    /** The commit that holds an aggregate key. */
    record Holder(String key, String commitId, long number) {
    }

    /** What an insert's answer proves. */
    sealed interface Inserted {
        /** A majority has all of them in its journal. */
        record All() implements Inserted {
        }

        /** Those before {@code index} are stored; the one at {@code index} was refused, the rest was not tried. */
        record Stopped(int index) implements Inserted {
        }

        /** Nothing: any, all or none may be stored, now or later. */
        record Unknown() implements Inserted {
        }
    }
}
