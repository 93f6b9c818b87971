package io.countersign.access;

/**
 * The access part of an aggregate's state, kept by its {@code evolve}: <em>pause</em> sets and clears {@code suspended}, <em>cut</em>
 * raises the epoch to the sequence of the cutting event, <em>end</em> is terminal.
 */
public record AccessState(long epoch, boolean suspended, boolean ended) {
    public static final AccessState OPEN = new AccessState(0, false, false);

    public AccessState pause() {
        return new AccessState(epoch, true, ended);
    }

    public AccessState resume() {
        return new AccessState(epoch, false, ended);
    }

    /** @param sequence of the event that cuts */
    public AccessState cut(long sequence) {
        return new AccessState(sequence, suspended, ended);
    }

    public AccessState end() {
        return new AccessState(epoch, suspended, true);
    }

    /** @param version sequence of the event that led to this state */
    public AccessEntry entry(String key, long version) {
        return new AccessEntry(key, epoch, suspended, ended, version);
    }
}
