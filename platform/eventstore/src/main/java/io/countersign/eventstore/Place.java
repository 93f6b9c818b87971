package io.countersign.eventstore;

/** Where a commit stands, as majority evidence shows it: a document of the log without its events. */
record Place(long number, long first, int count, String commitId) {
    Head asHead() {
        return new Head(number, first + count);
    }

    Appended appended() {
        return new Appended(number, first);
    }
}
