package io.countersign.token.contract;

/**
 * The owner's word on one access key ({@code connection:…} or {@code token:…}), as its aggregate stands. A key that is absent from an
 * answer is open at epoch 0.
 */
public record AccessFact(String key, long epoch, boolean suspended, boolean ended, long version) {
}
