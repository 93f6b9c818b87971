package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link MetadataUrlQuestion}.
 *
 * @param clientId under which the registry knows the client, whether or not a person let it in yet
 * @param outdated why the document could not be fetched anew, so that the last valid one stands in for members who consented before; null
 *                 where it is current
 * @param drifted  whether the document was found just now to say something else than before
 */
public record MetadataUrlAnswer(String clientId, @Nullable String outdated, boolean drifted) {
}
