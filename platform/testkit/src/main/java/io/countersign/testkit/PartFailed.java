package io.countersign.testkit;

/** A part could not be started; the message is one sentence a person can act on. */
public final class PartFailed extends RuntimeException {

    public PartFailed(String sentence) {
        super(sentence);
    }

    public PartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
