package io.countersign.registry.sound;

/** Knows what it hands requests to. */
public final class LampController {
    private final Shelf shelf;

    LampController(Shelf shelf) {
        this.shelf = shelf;
    }

    Shelf shelf() {
        return shelf;
    }
}
