package io.countersign.token.revocation;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;

/** Why a caller ends a connection. The other codes of the log say what the platform itself found, and nobody may state them. */
public enum StatedReason {
    USER_REQUEST, ADMIN, SECURITY, LEAVER, REVIEW, ANOMALY, POLICY, OTHER;

    public ReasonCode recorded() {
        return ReasonCode.valueOf(name());
    }
}
