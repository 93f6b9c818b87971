package io.countersign.consent.decision;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When whoever ended a connection wished the consent that it stood on withdrawn as well, it is (domain.md 2.6.6). */
@Configuration(proxyBeanMethods = false)
class WhenConnectionRevokedThenWithdrawConsent {
    @Bean
    Automation whenConnectionRevoked(@Qualifier("tokenEvents") EventCatalog tokens) {
        return Automation.of("when-connection-revoked-then-withdraw-consent", tokens,
                recorded -> recorded.event() instanceof ConnectionRevoked revoked && revoked.withdrawnConsentId() != null
                        ? List.of(new WithdrawConsent(revoked.withdrawnConsentId(), reason(revoked)))
                        : List.of());
    }

    /** The reason stated for the connection is the consent's as well. */
    private static ReasonCode reason(ConnectionRevoked revoked) {
        return switch (revoked.reasonCode()) {
            case USER_REQUEST -> ReasonCode.USER_REQUEST;
            case ADMIN -> ReasonCode.ADMIN;
            case SECURITY -> ReasonCode.SECURITY;
            case LEAVER -> ReasonCode.LEAVER;
            case REVIEW -> ReasonCode.REVIEW;
            case ANOMALY -> ReasonCode.ANOMALY;
            case POLICY -> ReasonCode.POLICY;
            case ACCESS_DISABLED, CLIENT_REVOKED, CLIENT_UNBOUND, SERVER_DELETED, CONSENT_WITHDRAWN, CONSENT_REDUCED, SUPERSEDED,
                    REUSE_DETECTED, FORCE_REAUTH, RETENTION, OTHER ->
                ReasonCode.OTHER;
        };
    }
}
