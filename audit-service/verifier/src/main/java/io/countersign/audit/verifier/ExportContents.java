package io.countersign.audit.verifier;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;

/**
 * All that goes into an export.
 *
 * @param head       head of the tree whose entries are exported
 * @param headProof  that the head is a leaf of the installation's log at the checkpoint's size
 * @param checkpoint the signed head of the installation's log
 * @param earlier    checkpoints that the log was at before, each with its proof
 * @param entries    in ascending order of their index, read once
 * @param filter     what was asked for, without free text
 */
public record ExportContents(TreeHead head, InclusionProof headProof, SignedNote checkpoint, List<Earlier> earlier,
        Iterator<Proven> entries, SortedMap<String, String> filter, Instant created) {

    /** An entry and its path to the tree head. */
    public record Proven(Entry entry, InclusionProof proof) {
    }

    /** An earlier checkpoint and the proof that the log is its continuation. */
    public record Earlier(SignedNote checkpoint, ConsistencyProof proof) {
    }
}
