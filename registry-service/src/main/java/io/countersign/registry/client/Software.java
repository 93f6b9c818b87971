package io.countersign.registry.client;

import io.countersign.hash.Sha256;
import io.countersign.registry.contract.SelfDescription;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client says it is, by which an owner sees many registrations of the same software as one (RFC 7591 section 2). Anybody can say
 * anything: it is for display, and no yes of anybody holds for a group.
 *
 * @param id        {@code software_id}; where there is none, name and redirect URIs stand for it
 * @param version   {@code software_version}
 * @param name      empty where it has none of its own
 * @param redirects without ports and paths
 */
public record Software(@Nullable String id, @Nullable String version, String name, List<String> redirects) {
    /** Of a client that is called by its id where it gave no name. */
    public static Software of(String clientId, String name, List<String> redirectUris, @Nullable SelfDescription about) {
        var said = Objects.requireNonNullElse(about, SelfDescription.NONE);
        return new Software(said.softwareId(), said.softwareVersion(), name.equals(clientId) ? "" : name,
                redirectUris.stream().map(Software::shape).distinct().sorted().toList());
    }

    /** The same for the same software. */
    public String key() {
        var parts = id == null
                ? Stream.concat(Stream.of("", name), redirects.stream())
                : Stream.of(id, Objects.requireNonNullElse(version, ""));
        return Sha256.hex(String.join("\n", parts.toList()));
    }

    private static String shape(String redirectUri) {
        var uri = URI.create(redirectUri);
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getScheme() + "://" + uri.getHost();
    }
}
