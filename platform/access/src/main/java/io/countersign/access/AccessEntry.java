package io.countersign.access;

/**
 * The complete access state of one key as its owning aggregate left it: suspended (pause), ended (terminal), and the epoch below which
 * everything authorized is dead for ever (cut). {@code epoch} and {@code version} are sequences of the owning aggregate; the higher
 * version wins, so duplicates and late re-sends are harmless. No clock takes part.
 *
 * @param key       for example {@code client:cli-01J…} or {@code binding:cli-…:srv-…}
 * @param epoch     sequence of the event that last cut this key; 0 when it never was
 * @param suspended access is paused and may resume
 * @param ended     access is over and never resumes
 * @param version   sequence of the event that produced this entry
 */
public record AccessEntry(String key, long epoch, boolean suspended, boolean ended, long version) {
}
