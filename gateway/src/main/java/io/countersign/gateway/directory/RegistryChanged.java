package io.countersign.gateway.directory;

/** Something about an organization changed in the registry. */
public record RegistryChanged(String organizationId) {
}
