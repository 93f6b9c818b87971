package io.countersign.registry.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself when it registers itself (RFC 7591 section 2), within the rules that hold for every client, and untrusted.
 *
 * @param secret null for one that keeps none
 */
public record SelfRegistration(String name, String authenticationMethod, List<String> grantTypes, List<String> redirectUris,
        @Nullable NewSecret secret) {
    /** How such a client came to be registered. */
    public static final String METHOD = "DCR";

    public SelfRegistration {
        grantTypes = List.copyOf(grantTypes);
        redirectUris = List.copyOf(redirectUris);
    }
}
