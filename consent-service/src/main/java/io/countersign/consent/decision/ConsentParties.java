package io.countersign.consent.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Between whom a consent stands: one consent per member, client and server of an organization. */
public record ConsentParties(String organizationId, String userId, String clientId, String serverId) {
    /** {@code cns-} and a hash of the four, so that nobody can make a second one; each is preceded by its length. */
    public String consentId() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new String[]{organizationId, userId, clientId, serverId}) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return "cns-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
