package io.countersign.eventstore;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The negative controls of the hand-over: the right protocol, but what is handed over does not wait for its acknowledgement. */
final class FaultyHandOver {
    private FaultyHandOver() {
    }

    /** Hands over what it sends, whatever the answer is. */
    static SimulatedWriter unacknowledged(CommitStore store, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver) {
        return SimulatedWriter.careful(new DelegatingCommitStore(store) {
            @Override
            public Inserted insert(List<StoredCommit> documents) {
                var answer = super.insert(documents);
                handOver.accept(documents);
                return answer;
            }
        }, freshness, nothing -> {
        });
    }

    /** Hands over its own copy of a commit that it finds in the log under the commit's id; another writer may have stored another copy. */
    static SimulatedWriter foreign(CommitStore store, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver) {
        var sent = new HashMap<String, StoredCommit>();
        return SimulatedWriter.careful(new DelegatingCommitStore(store) {
            @Override
            public Inserted insert(List<StoredCommit> documents) {
                documents.forEach(document -> sent.put(document.commitId(), document));
                return super.insert(documents);
            }

            @Override
            public List<Place> places(Collection<Long> numbers) {
                var places = super.places(numbers);
                places.forEach(place -> handOver.accept(copy(sent, place).stream().toList()));
                return places;
            }
        }, freshness, handOver);
    }

    private static Optional<StoredCommit> copy(Map<String, StoredCommit> sent, Place place) {
        return Optional.ofNullable(sent.get(place.commitId()))
                .map(own -> new StoredCommit(place.number(), place.first(), own.commitId(), own.events(), own.access()));
    }
}
