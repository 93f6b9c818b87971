package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself that decides nothing and is only shown (RFC 7591 section 2), by its own word.
 *
 * @param logoUri         where its logo is; whether it is fetched is the outbound guard's to say
 * @param softwareId      {@code software_id}
 * @param softwareVersion {@code software_version}
 */
public record SelfDescription(@Nullable String logoUri, @Nullable String softwareId, @Nullable String softwareVersion) {
    public static final SelfDescription NONE = new SelfDescription(null, null, null);
}
