package io.countersign.audit.checkpoint;

import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.Prover;
import io.countersign.audit.verifier.TreeGrowth;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Proves that a tree only grew (RFC 6962 section 2.1.2). Only sizes at which a bundle left the tree have a head in the installation's
 * log, so only between those there is a proof.
 */
@Component
class ConsistencyProofs {
    private final History history;
    private final Checkpoints checkpoints;

    ConsistencyProofs(History history, Checkpoints checkpoints) {
        this.history = history;
        this.checkpoints = checkpoints;
    }

    TreeGrowth between(String tree, long older, long newer) {
        if (older < 1) {
            throw new ValidationFailed("a", "must be at least 1: every tree begins with the empty one");
        }
        if (older > newer) {
            throw new ValidationFailed("b", "must be at least a: a tree never shrinks");
        }
        var from = committed(tree, older);
        var to = committed(tree, newer);
        var note = checkpoints.covering(to.leaf() + 1);
        var log = history.prover(TreeNames.INSTALLATION);
        var size = Checkpoint.parse(note.text()).size();
        return new TreeGrowth(tree, stand(from, log, size), stand(to, log, size), history.prover(tree).consistency(older, newer).path(),
                note.toString());
    }

    private History.Committed committed(String tree, long size) {
        return history.head(tree, size).orElseThrow(() -> {
            var now = history.head(tree).map(committed -> committed.head().size()).orElse(0L);
            return new Problem(HttpStatus.NOT_FOUND, "size_not_committed", size > now
                    ? "The tree has " + now + " entries; it was never of size " + size + "."
                    : "No bundle was closed at size " + size + ": take the size of a tree head that was given out.");
        });
    }

    private static TreeGrowth.Stand stand(History.Committed committed, Prover log, long size) {
        return new TreeGrowth.Stand(committed.head().size(), committed.head().root(), committed.leaf(),
                log.inclusion(committed.leaf(), size).path());
    }
}
