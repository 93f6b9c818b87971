package io.countersign.registry.sound;

import org.springframework.stereotype.Component;

/** Something with collaborators. */
@Component
public class Shelf {
}
