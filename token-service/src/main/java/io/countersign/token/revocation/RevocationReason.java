package io.countersign.token.revocation;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.swagger.v3.oas.annotations.media.Schema;

/** Why a caller revokes connections: as {@link StatedReason}, or so that the person has to sign in again. */
@Schema(description = "FORCE_REAUTH: the next authorization of that member with that client takes a login made after this revocation.")
enum RevocationReason {
    USER_REQUEST, ADMIN, SECURITY, LEAVER, REVIEW, ANOMALY, POLICY, FORCE_REAUTH, OTHER;

    ReasonCode recorded() {
        return ReasonCode.valueOf(name());
    }
}
