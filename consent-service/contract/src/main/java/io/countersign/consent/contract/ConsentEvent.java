package io.countersign.consent.contract;

import java.util.Objects;
import java.util.SortedSet;

/**
 * What members decide about one client's access to one server. Topic {@code countersign.consent}, subject {@code cns-…}: one stream per
 * member, client and server, so that a consent keeps its id for ever.
 */
public sealed interface ConsentEvent {
    String consentId();

    /**
     * The member said yes, or the organization did in the member's place ({@code basis}). What was granted before stays: a second installation with fewer scopes leaves the first alone.
     *
     * @param version          counts the decisions in favour, from 1
     * @param grantedScopes    what this decision allows; the connection that follows from it holds these
     * @param declinedOptional the optional ones that were unticked
     * @param textHash         SHA-256 of what the person was shown, base64url; empty where nobody was shown anything
     * @param requestId        the authorization request it answers
     * @param locale           BCP 47 tag of the words that were shown; {@code und} where there were none
     * @param memberEpoch      the member's epoch as it was just before: a yes of before a cut allows nothing after it
     * @param metadataVersion  of the client's metadata document (CIMD-23); 0 for one without
     */
    record ConsentGranted(String consentId, String organizationId, String userId, String clientId, String serverId, long version,
            SortedSet<String> grantedScopes, SortedSet<String> declinedOptional, ConsentBasis basis, String textHash, String requestId,
            String locale, long memberEpoch, ReasonCode reasonCode, Long metadataVersion) implements ConsentEvent {
        /** Events of before there were such documents say nothing of them. */
        public ConsentGranted {
            metadataVersion = Objects.requireNonNullElse(metadataVersion, 0L);
        }
    }

    /** The member said no. An earlier yes stands. */
    record ConsentDenied(String consentId, String organizationId, String userId, String clientId, String serverId,
            SortedSet<String> requestedScopes, String textHash, String requestId, String locale) implements ConsentEvent {
    }

    /** The page was shown and nobody decided for ten minutes. */
    record ConsentAbandoned(String consentId, String organizationId, String userId, String clientId, String serverId,
            String requestId) implements ConsentEvent {
    }

    /** Everything authorized under this consent is dead (cut). Whoever asks next is shown the page again. */
    record ConsentWithdrawn(String consentId, String organizationId, String userId, String clientId, String serverId,
            ReasonCode reasonCode) implements ConsentEvent {
    }

    /**
     * Scopes were taken away. Whatever was authorized before is dead (cut); what is left still spares the page.
     *
     * @param scopes  what is left, never empty
     * @param removed what was granted and is no more
     */
    record ConsentReduced(String consentId, String organizationId, String userId, String clientId, String serverId,
            SortedSet<String> scopes, SortedSet<String> removed, ReasonCode reasonCode) implements ConsentEvent {
    }
}
