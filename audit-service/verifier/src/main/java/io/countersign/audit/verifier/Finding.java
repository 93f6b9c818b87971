package io.countersign.audit.verifier;

/** Something in an export that is not as the log left it, and where. */
public sealed interface Finding {
    /** A sentence for people: what is wrong and where. */
    String message();

    /** The entry's bytes, place or path are not those that the tree head covers. */
    record AlteredEntry(long line, long index) implements Finding {
        @Override
        public String message() {
            return "events.jsonl line " + line + ": entry " + index + " was altered";
        }
    }

    /** An entry that the manifest does not list, or lists once and stands here again. */
    record InsertedEntry(long line, long index) implements Finding {
        @Override
        public String message() {
            return "events.jsonl line " + line + ": entry " + index + " was inserted";
        }
    }

    /** An entry that is genuine but stands out of order. */
    record MisplacedEntry(long line, long index) implements Finding {
        @Override
        public String message() {
            return "events.jsonl line " + line + ": entry " + index + " stands out of order";
        }
    }

    /** Entries {@code from} to before {@code to} should be here and are not. */
    record MissingEntries(long from, long to) implements Finding {
        @Override
        public String message() {
            return to - from == 1
                    ? "events.jsonl: entry " + from + " is missing"
                    : "events.jsonl: entries " + from + " to " + (to - 1) + " are missing";
        }
    }

    /** A line that is not in the one form in which it is written. */
    record DamagedLine(String file, long line, String reason) implements Finding {
        @Override
        public String message() {
            return file + " line " + line + ": " + reason;
        }
    }

    /** A file that is missing, foreign to the format, unreadable or not the one that the signed manifest lists. */
    record AlteredFile(String file, String reason) implements Finding {
        @Override
        public String message() {
            return file + ": " + reason;
        }
    }

    /** Signed with, or accompanied by, a key that is not the trusted one. */
    record ForeignKey(String file, String trusted) implements Finding {
        @Override
        public String message() {
            return file + ": not signed by the trusted key " + trusted;
        }
    }

    /** A signature in the trusted key's name does not belong to the text. */
    record ForgedSignature(String file) implements Finding {
        @Override
        public String message() {
            return file + ": the signature does not belong to this text";
        }
    }

    /** The tree head is not a leaf of the installation's log that the checkpoint covers. */
    record HeadNotInLog(String tree, long size) implements Finding {
        @Override
        public String message() {
            return "the head of " + tree + " at size " + size + " is not in the log that the checkpoint covers";
        }
    }

    /** The tree of the larger size does not begin with the tree of the smaller one. */
    record NoContinuation(String tree, long older, long newer) implements Finding {
        @Override
        public String message() {
            return "the " + newer + " entries of " + tree + " do not begin with its " + older + " earlier ones";
        }
    }

    /** An earlier checkpoint, named by its file and line, is not a beginning of this log: there are two histories. */
    record Forked(String file, long line, long size) implements Finding {
        @Override
        public String message() {
            return file + " line " + line + ": the log is not a continuation of its checkpoint at size " + size;
        }
    }

    /** The witness had seen a longer log by then: an older state was put back, or the time is wrong. */
    record RolledBack(long line, long size, long witnessedSize) implements Finding {
        @Override
        public String message() {
            return "witness line " + line + ": size " + witnessedSize + " does not fit a log of size " + size
                    + " at the time given: it was rolled back or dated back";
        }
    }

    /** An earlier checkpoint that did not stand at the time it gives: the history was dated anew. */
    record DatedBack(long line, long size) implements Finding {
        @Override
        public String message() {
            return "consistency.jsonl line " + line + ": the log had no checkpoint of size " + size
                    + " at the time given: it was dated back";
        }
    }

    /** The witness has never seen this checkpoint. */
    record NotWitnessed(long size) implements Finding {
        @Override
        public String message() {
            return "checkpoint.txt: the witness has no such checkpoint of size " + size;
        }
    }
}
