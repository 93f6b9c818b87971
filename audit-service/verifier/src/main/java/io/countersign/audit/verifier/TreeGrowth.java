package io.countersign.audit.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * That a tree only grew between two of its sizes: both heads stand in the installation's log under one signed checkpoint, and the newer
 * tree begins with the older one (RFC 6962 section 2.1.2). It is the answer to {@code GET /checkpoints/{a}/consistency/{b}}.
 *
 * @param path       the consistency proof from {@code older} to {@code newer}
 * @param checkpoint the signed note
 */
public record TreeGrowth(String tree, Stand older, Stand newer, List<Hash> path, String checkpoint) {
    private static final String NAME = "consistency";

    public TreeGrowth {
        Objects.requireNonNull(tree);
        Objects.requireNonNull(older);
        Objects.requireNonNull(newer);
        Objects.requireNonNull(checkpoint);
        path = List.copyOf(path);
    }

    /** A head of the tree, which leaf of the installation's log it is, and the path from there to the checkpoint's root. */
    public record Stand(long size, Hash root, long headIndex, List<Hash> headPath) {
        public Stand {
            Objects.requireNonNull(root);
            headPath = List.copyOf(headPath);
        }
    }

    /** @throws IllegalArgumentException unless it is such an answer */
    public static TreeGrowth read(byte[] json) {
        return ExportFormat.parse(json, TreeGrowth.class);
    }

    /** Everything in it that does not prove what it says, against a key that the reader trusts and what a witness has seen. */
    public Report verify(NoteKey trusted, @Nullable Witness witness) {
        var findings = new ArrayList<Finding>();
        var signed = checkpoint(trusted, findings);
        if (signed != null) {
            if (witness != null) {
                findings.addAll(witness.against(signed, List.of(), null));
            }
            List.of(older, newer).stream().filter(Predicate.not(stand -> stands(stand, signed)))
                    .forEach(stand -> findings.add(new Finding.HeadNotInLog(tree, stand.size())));
        }
        if (older.size() < 1 || !new ConsistencyProof(older.size(), newer.size(), path).proves(older.root(), newer.root())) {
            findings.add(new Finding.NoContinuation(tree, older.size(), newer.size()));
        }
        return new Report(findings, newer.size() - older.size(), tree, newer.size(), signed, remarks(signed, witness));
    }

    private static List<String> remarks(@Nullable Checkpoint signed, @Nullable Witness witness) {
        return witness == null
                ? List.of(Report.NO_WITNESS)
                : Optional.ofNullable(signed).flatMap(witness::later).stream().toList();
    }

    private boolean stands(Stand stand, Checkpoint signed) {
        return new InclusionProof(stand.headIndex(), signed.size(), stand.headPath())
                .proves(new TreeHead(tree, stand.size(), stand.root()).leaf(), signed.root());
    }

    private @Nullable Checkpoint checkpoint(NoteKey trusted, List<Finding> findings) {
        try {
            var note = SignedNote.parse(checkpoint);
            switch (note.verdict(trusted)) {
                case SIGNED -> {
                    return belonging(Checkpoint.parse(note.text()), trusted, findings);
                }
                case FOREIGN -> findings.add(new Finding.ForeignKey(NAME, trusted.toString()));
                case FORGED -> findings.add(new Finding.ForgedSignature(NAME));
            }
        } catch (IllegalArgumentException e) {
            findings.add(new Finding.AlteredFile(NAME, String.valueOf(e.getMessage())));
        }
        return null;
    }

    private static Checkpoint belonging(Checkpoint checkpoint, NoteKey trusted, List<Finding> findings) {
        if (!checkpoint.origin().equals(trusted.name())) {
            findings.add(new Finding.AlteredFile(NAME, "belongs to another log, " + checkpoint.origin()));
        }
        return checkpoint;
    }
}
