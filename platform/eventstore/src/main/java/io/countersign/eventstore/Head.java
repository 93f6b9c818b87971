package io.countersign.eventstore;

/**
 * The end of a log as majority evidence shows it.
 *
 * @param number       number of the last commit, -1 for an empty log
 * @param nextPosition position the next event will get
 */
public record Head(long number, long nextPosition) {
    public static final Head EMPTY = new Head(-1, 0);
}
