package io.countersign.consent.decision;

import io.countersign.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Between whom a consent stands: one consent per member, client and server of an organization. */
public record ConsentParties(String organizationId, String userId, String clientId, String serverId) {
    /** {@code cns-} and a hash of the four, so that nobody can make a second one; each is preceded by its length. */
    public String consentId() {
        return "cns-" + Sha256.base64Url(Stream.of(organizationId, userId, clientId, serverId)
                .map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part).collect(Collectors.joining()));
    }
}
