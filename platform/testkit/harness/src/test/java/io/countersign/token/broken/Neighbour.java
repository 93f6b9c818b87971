package io.countersign.token.broken;

import io.countersign.registry.sound.LampController;

/** Walks into another service's house. */
record Neighbour(LampController theirs) {
}
