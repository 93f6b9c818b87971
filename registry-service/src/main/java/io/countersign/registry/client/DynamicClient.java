package io.countersign.registry.client;

import io.countersign.registry.refusal.Refused;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that no owner registered, as far as it matters for letting it in.
 *
 * @param metadataUrl null for one that registered itself
 */
public record DynamicClient(@Nullable String metadataUrl, List<String> redirectUris) {
    public static DynamicClient of(SelfRegistration as) {
        return new DynamicClient(as.metadataUrl(), as.redirectUris());
    }

    public static DynamicClient of(ClientDetails details) {
        return new DynamicClient(details.metadataUrl(), details.redirectUris());
    }

    /** @throws Refused when there is none */
    static DynamicClient of(ClientState state, @Nullable SelfRegistration as) {
        return switch (state) {
            case ClientState.Existing known -> of(known.details());
            case ClientState.Absent _ when as != null -> of(as);
            case ClientState.Absent _ -> throw Refused.because(Refused.Reason.CLIENT_UNKNOWN,
                    "This organization has no such client, or its registration has run out.");
        };
    }

    /**
     * @param domains hosts, or {@code *.} and a domain that stands for the hosts below it only
     * @return whether it is known by an address in one of them, and every answer goes to a site (AS-20): {@code *.example.com} is not
     *         {@code example.com}
     */
    boolean isOf(List<String> domains) {
        return metadataUrl != null && redirectUris.stream().allMatch(uri -> uri.startsWith("https://"))
                && domains.stream().anyMatch(domain -> covers(domain, URI.create(metadataUrl).getHost()));
    }

    private static boolean covers(String domain, String host) {
        return domain.startsWith("*.") ? host.endsWith(domain.substring(1)) : host.equals(domain);
    }
}
