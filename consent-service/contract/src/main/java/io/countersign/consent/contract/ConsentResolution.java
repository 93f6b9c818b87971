package io.countersign.consent.contract;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ConsentQuestion}.
 *
 * @param covered       whether a recorded consent allows all of it; otherwise the page is shown
 * @param consentId     the consent of this member, client and server, whether or not it exists yet
 * @param version       of the consent that covers; 0 where none does
 * @param consentEpoch  for the key {@code consent:<consentId>}
 * @param memberEpoch   for the key {@code member:<organization>:<user>}
 * @param grantedScopes the scopes asked for where they are covered; otherwise empty
 * @param basis         what the recorded consent rests on (C14); null where none covers
 * @param consented     whether the member said yes to this client at this server before, whatever to, and that stands
 */
public record ConsentResolution(boolean covered, String consentId, long version, long consentEpoch, long memberEpoch,
        List<String> grantedScopes, @Nullable ConsentBasis basis, Boolean consented) {
    /** A consent-service of before there was such an answer says nothing of it. */
    public ConsentResolution {
        consented = Objects.requireNonNullElse(consented, covered);
    }
}
