package io.countersign.eventstore;

/**
 * The definite place of an acknowledged commit.
 *
 * @param number dense commit number, from 0
 * @param first  position of its first event, dense over the log, from 0
 */
public record Appended(long number, long first) {
}
