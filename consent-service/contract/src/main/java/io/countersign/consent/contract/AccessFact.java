package io.countersign.consent.contract;

/**
 * The access state of one key as its owner has it now.
 *
 * @param epoch   what was authorized under a lower epoch is dead
 * @param version the higher one wins
 */
public record AccessFact(String key, long epoch, boolean suspended, boolean ended, long version) {
}
