package io.countersign.consent.contract;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/consents:resolve}: may this request go on without showing the page? Never to be asked for loopback and private-use
 * redirects (RFC 8252 section 8.6); should it be, the answer is no.
 *
 * @param scopes       all that would be granted
 * @param redirectKind {@code LOOPBACK}, {@code HTTPS} or {@code PRIVATE_USE}
 * @param metadataVersion of the client: what was said yes to under another does not count (CIMD-23)
 * @param policyRequestId the authorization request that the organization answers in place of the member, unless the consent was ever taken back;
 *                        null where only the member may
 */
public record ConsentQuestion(String organizationId, String userId, String clientId, String serverId, List<String> scopes,
        String redirectKind, Long metadataVersion, @Nullable String policyRequestId) {
    /** Who was built before clients had metadata documents asks for those without. */
    public ConsentQuestion {
        metadataVersion = Objects.requireNonNullElse(metadataVersion, 0L);
    }
}
