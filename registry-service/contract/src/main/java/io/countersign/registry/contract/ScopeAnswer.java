package io.countersign.registry.contract;

/**
 * A scope of a server in a {@link ServerAnswer}.
 *
 * @param required whoever consents cannot leave it out
 */
public record ScopeAnswer(String name, String description, boolean required) {
}
