package io.countersign.gateway.directory;

/**
 * The registry recorded something.
 *
 * @param organizationId about which organization; empty where that cannot be told, so about any
 */
public record RegistryChanged(String organizationId) {
    /** Whether what is known of an organization may be old. */
    public boolean touches(String organization) {
        return organizationId.isEmpty() || organizationId.equals(organization);
    }
}
