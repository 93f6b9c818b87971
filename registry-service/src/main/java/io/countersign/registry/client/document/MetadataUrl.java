package io.countersign.registry.client.document;

import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.web.api.Limits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A client id that is the address of a metadata document (CIMD-01), kept as it was sent.
 *
 * @param value character by character (CIMD-02)
 */
record MetadataUrl(String value, URI uri) {
    /**
     * @param fetchable whether an address is of a kind that this installation fetches
     * @throws MetadataRefused saying which rule it breaks
     */
    static MetadataUrl require(String value, Predicate<URI> fetchable) {
        var uri = parse(value);
        require(value.length() <= Limits.URI, "is longer than " + Limits.URI + " characters");
        require(uri.getRawUserInfo() == null, "names a user");
        require(fetchable.test(uri), "must begin with https:// and name a host");
        require(uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT)), "needs a host in lower case");
        require(uri.getRawFragment() == null, "has a fragment");
        require(uri.getRawPath().length() > 1, "needs a path");
        require(Stream.of(uri.getRawPath().split("/", -1)).noneMatch(MetadataUrl::dots), "has a dot segment");
        return new MetadataUrl(value, uri);
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException malformed) {
            throw refused("is not a URI");
        }
    }

    private static boolean dots(String segment) {
        var plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
        return plain.equals(".") || plain.equals("..");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static MetadataRefused refused(String why) {
        return MetadataRefused.because("The client id is an address, and that " + why + ".");
    }
}
