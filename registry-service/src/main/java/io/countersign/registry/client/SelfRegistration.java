package io.countersign.registry.client;

import io.countersign.registry.contract.SelfDescription;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself when it registers itself (RFC 7591 section 2) or in its metadata document (CIMD), within the rules that hold
 * for every client, and untrusted.
 *
 * @param secret      null for one that keeps none
 * @param jwks        JSON of its public keys, for {@code private_key_jwt}
 * @param jwksUri     where they are published instead
 * @param metadataUrl address of its metadata document; null for one that registered itself
 * @param about       what it says of itself that is only shown
 * @param tokenHash   of the token by which it manages its registration (RFC 7592); null where there is none
 */
public record SelfRegistration(String name, String authenticationMethod, List<String> grantTypes, List<String> redirectUris,
        @Nullable NewSecret secret, @Nullable String jwks, @Nullable String jwksUri, @Nullable String metadataUrl,
        SelfDescription about, @Nullable String tokenHash) {
    /** Registration method of one that sent itself to the registration endpoint. */
    public static final String BY_REGISTERING = "DCR";
    private static final String BY_DOCUMENT = "CIMD";
    private static final Set<String> METHODS = Set.of(BY_REGISTERING, BY_DOCUMENT);

    /** One that was kept before it could say anything for display says nothing. */
    public SelfRegistration {
        about = Objects.requireNonNullElse(about, SelfDescription.NONE);
        grantTypes = List.copyOf(grantTypes);
        redirectUris = List.copyOf(redirectUris);
    }

    /** Of one that sent it to the registration endpoint. */
    public SelfRegistration(String name, String authenticationMethod, List<String> grantTypes, List<String> redirectUris,
            @Nullable NewSecret secret, SelfDescription about, @Nullable String tokenHash) {
        this(name, authenticationMethod, grantTypes, redirectUris, secret, null, null, null, about, tokenHash);
    }

    /** Of one that is known by its metadata document. */
    public SelfRegistration(String name, String authenticationMethod, List<String> grantTypes, List<String> redirectUris,
            @Nullable String jwks, @Nullable String jwksUri, String metadataUrl, SelfDescription about) {
        this(name, authenticationMethod, grantTypes, redirectUris, null, jwks, jwksUri, metadataUrl, about, null);
    }

    /** How such a client came to be registered. */
    public String registrationMethod() {
        return metadataUrl == null ? BY_REGISTERING : BY_DOCUMENT;
    }

    /** As events keep it: null where it says nothing for display. */
    @Nullable
    SelfDescription aboutOrNull() {
        return about.equals(SelfDescription.NONE) ? null : about;
    }

    /** Whether a client came to be registered without an owner. */
    static boolean wasMadeBy(String registrationMethod) {
        return METHODS.contains(registrationMethod);
    }
}
