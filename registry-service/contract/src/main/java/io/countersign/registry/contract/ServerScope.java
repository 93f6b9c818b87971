package io.countersign.registry.contract;

/** A scope of one server, and what it allows in words for the consent page. */
public record ServerScope(String name, String description) {
}
