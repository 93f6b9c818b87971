package io.countersign.registry.contract;

/**
 * A scope of one server, and what it allows in words for the consent page.
 *
 * @param required whoever consents cannot leave it out; false for scopes recorded before there was a choice
 */
public record ServerScope(String name, String description, boolean required) {
}
