package io.countersign.token.cutoff;

import static io.countersign.registry.contract.ReasonCode.ADMIN;
import static io.countersign.registry.contract.ReasonCode.SECURITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.consent.contract.MemberAccessEvent.MemberConnectionsRevoked;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.automation.Automation;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WhatBeginsACutoffTest {
    private static final long CUT = 8;
    private final WhenAccessIsCutThenBeginCutoff policies = new WhenAccessIsCutThenBeginCutoff();
    private final Automation registry = policies.whenRegistryCuts(EventCatalog.of("countersign.registry", ClientEvent.class));
    private final Automation members = policies.whenMemberLosesAccess(EventCatalog.of("countersign.consent", MemberAccessEvent.class));

    private static List<Object> when(Automation policy, Object event) {
        return policy.when(new Recorded<>("/registry-service/registry/1", 40, "evt-1", "cli-1", CUT, event, "org-1",
                new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), Instant.EPOCH, null, "trail"));
    }

    private static List<Object> cut(String key, long epoch, String reason) {
        return List.of(BeginCutoff.of(key, epoch, io.countersign.token.contract.ConnectionEvent.ReasonCode.valueOf(reason), "evt-1"));
    }

    @Test
    void whatEndsForEverTakesEverythingAlong() {
        assertThat(when(registry, new ClientRevoked("cli-1", SECURITY))).isEqualTo(cut("client:cli-1", Cut.ALL, "CLIENT_REVOKED"));
        assertThat(when(registry, new McpServerDeleted("srv-1", ADMIN))).isEqualTo(cut("server:srv-1", Cut.ALL, "SERVER_DELETED"));
        assertThat(when(registry, new ProjectArchived("prj-1", ADMIN))).isEqualTo(cut("project:prj-1", Cut.ALL, "ADMIN"));
    }

    /** Architecture section 6: the epoch of a cut is the sequence of the event that cuts. */
    @Test
    void aCutEndsWhatWasAuthorizedBeforeForItsOwnersReason() {
        for (var why : ReasonCode.values()) {
            assertThat(when(registry, new ClientConnectionsRevoked("cli-1", why))).isEqualTo(cut("client:cli-1", CUT, why.name()));
            assertThat(when(registry, new McpServerConnectionsRevoked("srv-1", why))).isEqualTo(cut("server:srv-1", CUT, why.name()));
        }
    }

    /** Members' epochs count from 1: the cut is one above the sequence (EL-19, MG-07). */
    @Test
    void aMemberWhoLeftOrIsSuspendedOrRevokedEndsWhatTheyHoldAndNothingElse() {
        assertThat(when(members, new MemberLeftOrganization("acc-1", "org-1", "usr-1")))
                .isEqualTo(cut("member:org-1:usr-1", CUT + 1, "LEAVER"));
        assertThat(when(members, new MemberSuspendedAtIdp("acc-1", "org-1", "usr-1")))
                .isEqualTo(cut("member:org-1:usr-1", CUT + 1, "LEAVER"));
        for (var why : io.countersign.consent.contract.ReasonCode.values()) {
            assertThat(when(members, new MemberConnectionsRevoked("acc-1", "org-1", "usr-1", why)))
                    .isEqualTo(cut("member:org-1:usr-1", CUT + 1, why.name()));
        }
        assertThat(when(members, new MemberRejoined("acc-1", "org-1", "usr-1"))).isEmpty();
    }

    @Test
    void aBindingThatIsTakenAwayOrNarrowedEndsWhatItGave() {
        var scopes = new TreeSet<>(List.of("billing:read"));
        assertThat(when(registry, new ClientUnboundFromServer("cli-1", "srv-1", ADMIN)))
                .isEqualTo(cut("binding:cli-1:srv-1", CUT, "CLIENT_UNBOUND"));
        assertThat(when(registry, new ClientBindingChanged("cli-1", "srv-1", scopes, true, ADMIN)))
                .isEqualTo(cut("binding:cli-1:srv-1", CUT, "POLICY"));
        assertThat(when(registry, new ClientBindingChanged("cli-1", "srv-1", scopes, false, ADMIN))).isEmpty();
    }

    /** MG-05, MG-06: a member's epochs count from 1, so the cut is one above the event's sequence. */
    @Test
    void aMemberWhoLosesAccessOrLeavesLosesEveryConnection() {
        assertThat(when(members, new McpAccessDisabled("acc-org-1-u-1", "org-1", "u-1", io.countersign.consent.contract.ReasonCode.ADMIN)))
                .isEqualTo(cut("member:org-1:u-1", CUT + 1, "ACCESS_DISABLED"));
        assertThat(when(members, new MemberLeftOrganization("acc-org-1-u-1", "org-1", "u-1")))
                .isEqualTo(cut("member:org-1:u-1", CUT + 1, "LEAVER"));
        assertThat(when(members, new McpAccessEnabled("acc-org-1-u-1", "org-1", "u-1", io.countersign.consent.contract.ReasonCode.ADMIN)))
                .isEmpty();
    }

    @Test
    void aConsentThatIsWithdrawnOrReducedEndsWhatRestsOnIt() {
        assertThat(when(members, new ConsentWithdrawn("cns-1", "org-1", "u-1", "cli-1", "srv-1",
                io.countersign.consent.contract.ReasonCode.USER_REQUEST))).isEqualTo(cut("consent:cns-1", CUT, "CONSENT_WITHDRAWN"));
        assertThat(when(members, new ConsentReduced("cns-1", "org-1", "u-1", "cli-1", "srv-1", new TreeSet<>(List.of("read")),
                new TreeSet<>(List.of("write")), io.countersign.consent.contract.ReasonCode.REVIEW)))
                .isEqualTo(cut("consent:cns-1", CUT, "CONSENT_REDUCED"));
    }

    /** CIMD-24: who authenticates otherwise than before begins anew. */
    @Test
    void aMetadataDocumentEndsConnectionsOnlyWhereItCuts() {
        for (var drift : MetadataDrift.values()) {
            assertThat(when(registry, new ClientMetadataDrifted("cli-1", "App", "PUBLIC", "none", List.of(), null, List.of(), null, drift,
                    null)))
                    .isEqualTo(drift == MetadataDrift.CUT ? cut("client:cli-1", CUT, "POLICY") : List.of());
        }
    }

    @Test
    void aPauseEndsNothing() {
        assertThat(when(registry, new ClientDisabled("cli-1", ADMIN))).isEmpty();
    }
}
