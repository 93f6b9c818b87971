package io.countersign.registry.client.metadata;

/** What a client says of itself is not acceptable; the message says what is wrong, in a sentence for its maker. */
public final class MetadataRefused extends RuntimeException {
    private final boolean ofRedirectUris;

    private MetadataRefused(String what, boolean ofRedirectUris) {
        super(what, null, false, false);
        this.ofRedirectUris = ofRedirectUris;
    }

    public static MetadataRefused because(String what) {
        return new MetadataRefused(what, false);
    }

    static MetadataRefused redirectUris(String what) {
        return new MetadataRefused(what, true);
    }

    /** RFC 7591 section 3.2.2 has an error of its own for these. */
    public boolean isOfRedirectUris() {
        return ofRedirectUris;
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
