package io.countersign.audit.verifier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export proves.
 *
 * @param findings   empty when everything is as the log left it
 * @param entries    entries that were read
 * @param tree       the tree they belong to, null when not even that could be read
 * @param treeSize   entries of that tree when the export was made
 * @param checkpoint the signed head they are proven against, null when it could not be read
 * @param remarks    what is not proven, though nothing is wrong: what a filter left out, what only a witness could tell
 */
public record Report(List<Finding> findings, long entries, @Nullable String tree, long treeSize, @Nullable Checkpoint checkpoint,
        List<String> remarks) {
    static final String NO_WITNESS = "No witness was given: a log that was rolled back, dated back or written anew by whoever has its key"
            + " would not be noticed.";

    public Report {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }

    public boolean verified() {
        return findings.isEmpty();
    }

    /** Whether the export holds the tree from its first entry to its last. */
    public boolean whole() {
        return verified() && entries == treeSize;
    }
}
