package io.countersign.registry.sound.contract;

/** Tells ids, hashes and codes only. */
public sealed interface LampEvent {
    record LampInstalled(String lampId, String secretHash, String tokenId, String verifierKid) implements LampEvent {
    }

    record LampDisabled(String lampId, Why reasonCode) implements LampEvent {
    }

    /** Codes. */
    enum Why {
        ADMIN
    }
}
