package io.countersign.registry.contract;

import java.util.Objects;

/**
 * Which client is known by this address in the organization? {@code POST /internal/clients/by-metadata-url}, answered by
 * {@link MetadataUrlAnswer}, or by 404 with code {@code client_unknown}, {@code unknown_clients_closed} or, with a detail that names the
 * rule, {@code client_metadata_refused}.
 *
 * @param url    the client id as it was sent, compared character by character (CIMD-02)
 * @param forMember whether a member is signed in, in front of whom the document may be fetched; otherwise only clients that are registered
 *                  are told of
 */
public record MetadataUrlQuestion(String organizationId, String url, Boolean forMember) {
    /** Who does not say that there is a member has none. */
    public MetadataUrlQuestion {
        forMember = Objects.requireNonNullElse(forMember, false);
    }
}
