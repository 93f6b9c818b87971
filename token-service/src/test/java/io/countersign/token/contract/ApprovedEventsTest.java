package io.countersign.token.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventJson;
import io.countersign.testkit.harness.ApprovedEvents;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUnflagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeRedeemed;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeReplayed;
import io.countersign.token.contract.ConnectionEvent.ConnectionSucceeded;
import io.countersign.token.contract.InstallationEvent.InstallationConnected;
import io.countersign.token.contract.ConnectionEvent.RefreshReuseDetected;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import io.countersign.token.contract.LoginEvent;
import io.countersign.token.contract.LoginEvent.FreshLoginDemanded;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationAdvanced;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationCancelled;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationFinished;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationResumed;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationStarted;
import io.countersign.token.contract.BulkOperationEvent.BulkTargetsNamed;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ClientAuthenticationEvent.RepeatedAuthenticationFailuresDetected;
import io.countersign.token.contract.CutoffEvent.CutoffAdvanced;
import io.countersign.token.contract.CutoffEvent.CutoffBegun;
import io.countersign.token.contract.CutoffEvent.CutoffFinished;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import io.countersign.token.contract.RetentionEvent.IssuancesRemoved;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyActivated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyCreated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyRetired;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApprovedEventsTest extends ApprovedEvents {
    private static final Instant THEN = Instant.parse("2026-12-01T00:00:00.000Z");
    private static final Instant LATER = Instant.parse("2026-12-01T00:15:00.123Z");

    ApprovedEventsTest() {
        super(EventCatalog.of("countersign.token", ConnectionEvent.class, AuthorizationCodeEvent.class, InstallationEvent.class,
                LoginEvent.class, SigningKeyEvent.class, RetentionEvent.class, CutoffEvent.class, BulkOperationEvent.class,
                ClientAuthenticationEvent.class, IssuanceEvent.class));
    }

    @Override
    protected Stream<Object> samples() {
        var scopes = new TreeSet<>(List.of("sample:read"));
        var epochs = new TreeMap<>(Map.of("client:cli-1", 3L, "server:srv-1", 0L));
        var resource = "https://mcp.example/o/acme/mcp/billing";
        return Stream.of(
                new ConnectionAuthorized("con-1",
                        new Parties("org-1", "prj-1", "cli-1", "srv-1", resource, SubjectType.CLIENT, "cli-1", null),
                        new Terms(scopes, epochs, 2_592_000, 7_776_000L), null, "con-0", THEN),
                new ConnectionUsed("con-1", LATER), new ConnectionFlagged("con-1", "DORMANT", THEN),
                new ConnectionUnflagged("con-1", "DORMANT", LATER),
                new RefreshReuseDetected("con-1", 0, 7, LATER), new ConnectionSucceeded("con-1", "con-2", LATER),
                new InstallationConnected("ins-1", "con-1", LATER),
                new FreshLoginDemanded("lgn-1", "org-1", "usr-1", "cli-1", LATER),
                new AuthorizationCodeIssued("code-1", "req-1",
                        new Parties("org-1", "prj-1", "cli-1", "srv-1", resource, SubjectType.MEMBER, "usr-1", "cns-1"), scopes, epochs, 2,
                        "http://127.0.0.1:4711/callback", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "brw-1", THEN, LATER),
                new AuthorizationCodeRedeemed("code-1", "con-1", LATER), new AuthorizationCodeReplayed("code-1", "con-1", LATER),
                new TokenRevoked("con-1", "tok-1", LATER, ReasonCode.USER_REQUEST, THEN),
                new ConnectionExpired("con-1", Lapse.IDLE, LATER),
                new ConnectionReauthorized("con-1", new Terms(scopes, epochs, 2_592_000, null), LATER),
                new ConnectionRevoked("con-1", ReasonCode.CLIENT_REVOKED, "01J", new Covering("client:cli-1", 4L), null, "cns-1", true,
                        LATER),
                new RevocationEnforced("con-1", "gateway-1", "01K", 12, LATER), new ConnectionDeleted("con-1", ReasonCode.ADMIN, LATER),
                new SigningKeyCreated("signing-keys", "kid-2", "ES256", THEN),
                new SigningKeyActivated("signing-keys", "kid-2", "kid-1", LATER), new SigningKeyRetired("signing-keys", "kid-1", LATER),
                new IssuancesRemoved("log-issuances", 120_000, 4_000, THEN, LATER),
                new CutoffBegun("cut-1", "client:cli-1", 3L, ReasonCode.SECURITY, "01J", THEN),
                new CutoffAdvanced("cut-1", "01J", "Y29uLTI", 200, new TreeSet<>(List.of("con-7"))),
                new CutoffFinished("cut-1", "01J", 230, LATER),
                new BulkOperationStarted("blk-1", "org-1", Action.REVOKE, ReasonCode.SECURITY,
                        new Selector(Selector.Status.ACTIVE, "cli-1", null, null, null), 2, THEN),
                new BulkTargetsNamed("blk-1", List.of("con-2", "con-1")),
                new BulkOperationAdvanced("blk-1", new TreeSet<>(List.of("con-2")), new TreeSet<>(),
                        new TreeMap<>(Map.of("con-1", "still_active"))),
                new BulkOperationCancelled("blk-1", ReasonCode.ADMIN, LATER), new BulkOperationResumed("blk-1", ReasonCode.ADMIN, LATER),
                new BulkOperationFinished("blk-1", LATER),
                new RepeatedAuthenticationFailuresDetected("fnd-1", "cli-1", THEN, 200, LATER),
                new TokensIssued("con-1", "tok-1", "org-1", "cli-1", "srv-1", scopes, resource, THEN, LATER,
                        Cause.REFRESH, "kid-1", 0L, 3L, "r1"));
    }

    /** Of before an end said what covers it. */
    @Test
    void anEndThatSaysNothingOfWhatCoversItIsRead() throws IOException {
        assertThat(EventJson.mapper().readValue("""
                {"connectionId":"con-1","reasonCode":"CLIENT_REVOKED","cause":"01J","revokedAt":"2026-12-01T00:15:00.123Z"}""",
                ConnectionRevoked.class)).isEqualTo(new ConnectionRevoked("con-1", ReasonCode.CLIENT_REVOKED, "01J", null, null, LATER));
    }
}
