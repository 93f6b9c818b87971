package io.countersign.registry.contract;

/** A scope of a server in a {@link ServerAnswer}. */
public record ScopeAnswer(String name, String description) {
}
