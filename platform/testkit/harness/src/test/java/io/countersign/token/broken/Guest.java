package io.countersign.token.broken;

import io.countersign.registry.sound.contract.LampEvent;

/** Comes in by the contract, which is allowed. */
record Guest(LampEvent theirs) {
}
