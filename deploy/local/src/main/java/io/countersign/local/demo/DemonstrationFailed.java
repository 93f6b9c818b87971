package io.countersign.local.demo;

/** A step did not show what it promises; the message says which and what was seen instead. */
public class DemonstrationFailed extends RuntimeException {
    DemonstrationFailed(String message) {
        super(message);
    }

    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new DemonstrationFailed(message);
        }
    }
}
