package io.countersign.audit.event;

import io.countersign.audit.checkpoint.Checkpoints;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Visibility;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.Hash;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The whole way from one event, over the head that its bundle left, to a signed checkpoint: only a new event needs a new checkpoint. */
@Component
class EventProofs {
    private final History history;
    private final Checkpoints checkpoints;

    EventProofs(History history, Checkpoints checkpoints) {
        this.history = history;
        this.checkpoints = checkpoints;
    }

    /** Empty when the tree has no such event that may be seen. */
    Optional<Proof> of(String tree, Visibility visibility, String eventId) {
        return history.find(tree, visibility, eventId)
                .flatMap(event -> history.head(tree, event.treeSize()).map(committed -> proof(eventId, event, committed)));
    }

    private Proof proof(String eventId, History.Event event, History.Committed committed) {
        var head = committed.head();
        var note = checkpoints.covering(committed.leaf() + 1);
        var checkpoint = Checkpoint.parse(note.text());
        return new Proof(eventId, head.tree(), event.index(), head.size(), event.entry().source(), event.entry().position(),
                event.entry().sequence(), event.entry().leaf().toString(), strings(history.prover(head.tree()).inclusion(event.index(),
                        head.size()).path()),
                head.root().toString(), committed.leaf(),
                strings(history.prover(TreeNames.INSTALLATION).inclusion(committed.leaf(), checkpoint.size()).path()), checkpoint.size(),
                note.toString());
    }

    private static List<String> strings(List<Hash> path) {
        return path.stream().map(Hash::toString).toList();
    }

    /**
     * @param path       from the leaf to {@code treeRoot}
     * @param headIndex  which leaf of the installation's log the tree head is
     * @param headPath   from that leaf to the checkpoint's root
     * @param checkpoint the signed note
     */
    record Proof(String eventId, String tree, long index, long treeSize, String source, long position, long sequence, String leafHash,
            List<String> path, String treeRoot, long headIndex, List<String> headPath, long checkpointSize, String checkpoint) {
    }
}
