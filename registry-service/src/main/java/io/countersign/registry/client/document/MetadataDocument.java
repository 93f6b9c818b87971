package io.countersign.registry.client.document;

import io.countersign.registry.client.PublicKeys;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.metadata.ClientMetadata;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.contract.SelfDescription;
import io.countersign.registry.refusal.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client id metadata document says (CIMD-03 to CIMD-08), as far as it is kept.
 *
 * @param authenticationMethod {@code none} or {@code private_key_jwt}
 * @param jwks                 JSON of its public keys; null without
 * @param jwksUri              where they are published instead; null without
 * @param about                what it says for display; null in one that was kept before that was read
 */
record MetadataDocument(String name, List<String> redirectUris, List<String> grantTypes, String authenticationMethod,
        @Nullable String jwks, @Nullable String jwksUri, @Nullable SelfDescription about) {
    private static final String METHOD = "token_endpoint_auth_method";
    /** OpenID Connect Relying Party Metadata Choices: what a client can do besides. */
    private static final String METHODS = "token_endpoint_auth_methods_supported";
    private static final String NONE = "none";
    private static final String SIGNED = "private_key_jwt";
    /** In the order in which we would rather have them. */
    private static final List<String> OURS = List.of(SIGNED, NONE);
    /** CIMD-05: everybody can read the document, so nothing in it is shared with us alone. */
    private static final Set<String> SHARED = Set.of("client_secret_basic", "client_secret_post", "client_secret_jwt");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    /**
     * @param privateUse whether redirect URIs may have a scheme of the app's own; where not, those are left out
     * @param fetchable  whether an address is of a kind that this installation fetches
     * @throws MetadataRefused saying which rule it breaks
     */
    static MetadataDocument read(byte[] body, MetadataUrl url, boolean privateUse, Predicate<URI> fetchable) {
        var said = ClientMetadata.read(body);
        if (!said.text("client_id").filter(url.value()::equals).isPresent()) {
            throw MetadataRefused.because("client_id in the document is not the address of the document.");
        }
        requireNoSecret(said);
        said.requireCode();
        var method = method(said);
        var signs = method.equals(SIGNED);
        var jwks = said.value("jwks").map(keys -> JsonMapper.shared().convertValue(keys, OBJECT)).map(MetadataDocument::keys);
        var jwksUri = said.text("jwks_uri").map(address -> fetchable(address, fetchable));
        if (signs && jwks.isPresent() == jwksUri.isPresent()) {
            throw MetadataRefused.because("private_key_jwt needs either jwks or jwks_uri.");
        }
        return new MetadataDocument(said.name().orElseThrow(() -> MetadataRefused.because("client_name is needed.")),
                redirects(said, privateUse), said.grantTypes(), method, signs ? jwks.orElse(null) : null,
                signs ? jwksUri.orElse(null) : null, new SelfDescription(said.logo().orElse(null), null, null));
    }

    private static void requireNoSecret(ClientMetadata said) {
        for (var field : List.of("client_secret", "client_secret_expires_at")) {
            if (said.value(field).isPresent()) {
                throw MetadataRefused.because(field + " must not stand in a public document.");
            }
        }
    }

    private static String method(ClientMetadata said) {
        var preferred = said.text(METHOD);
        var choices = new ArrayList<>(said.texts(METHODS).orElse(List.of()));
        preferred.filter(SHARED::contains).ifPresent(shared -> {
            throw MetadataRefused.because(METHOD + " must be none or private_key_jwt: a public document holds no secret.");
        });
        if (preferred.isEmpty() && choices.isEmpty()) {
            return NONE;
        }
        return preferred.filter(OURS::contains).or(() -> OURS.stream().filter(choices::contains).findFirst())
                .orElseThrow(() -> MetadataRefused.because(METHOD + " must be none or private_key_jwt."));
    }

    private static String keys(Map<String, Object> jwks) {
        try {
            return PublicKeys.of(jwks);
        } catch (Refused refused) {
            throw MetadataRefused.because("jwks " + refused.fields().getFirst().message() + ".");
        }
    }

    private static String fetchable(String address, Predicate<URI> fetchable) {
        try {
            if (fetchable.test(new URI(address))) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            throw MetadataRefused.because("jwks_uri is not a URI.");
        }
        throw MetadataRefused.because("jwks_uri must begin with https:// and name a host.");
    }

    private static List<String> redirects(ClientMetadata said, boolean privateUse) {
        var all = said.redirectUris(true);
        var kept = privateUse ? all : all.stream().filter(uri -> uri.startsWith("https:") || uri.startsWith("http:")).toList();
        return Optional.of(kept).filter(uris -> !uris.isEmpty()).orElseThrow(() -> MetadataRefused
                .because("redirect_uris have only schemes of the app's own, which this organization does not allow."));
    }

    SelfRegistration at(MetadataUrl url) {
        return new SelfRegistration(name, authenticationMethod, grantTypes, redirectUris, jwks, jwksUri, url.value(),
                Objects.requireNonNullElse(about, SelfDescription.NONE));
    }
}
