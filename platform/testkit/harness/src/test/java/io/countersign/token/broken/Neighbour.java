package io.countersign.token.broken;

import io.countersign.registry.sound.LampController;

/** Uses another service's internals. */
record Neighbour(LampController theirs) {
}
