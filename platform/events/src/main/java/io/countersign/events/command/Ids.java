package io.countersign.events.command;

/** New ids. A repeated request with the same {@code Idempotency-Key} gets the same ids again, in the same order. */
public interface Ids {
    /** {@code <prefix>-<ULID>}, for example {@code cli-01J…}. */
    String next(String prefix);
}
