package io.countersign.local;

/** Why the platform does not run, as one sentence for the person who started it. */
class CannotStart extends RuntimeException {
    public CannotStart(String sentence) {
        super(sentence);
    }
}
