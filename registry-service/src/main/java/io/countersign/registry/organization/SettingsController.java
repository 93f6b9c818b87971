package io.countersign.registry.organization;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.FlagTimes;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.organization.OrganizationCommand.ChangeSettings;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.api.Limits;
import io.countersign.web.api.Versions;
import io.countersign.web.outbound.AddressRanges;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settings of an organization, for its owners. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/organization/settings")
class SettingsController {
    /** Where the request came from, as the gateway judges. */
    private static final String ADDRESS = "X-Real-IP";
    private final Commands commands;
    private final Organizations organizations;
    private final Clock clock;

    SettingsController(Commands commands, Organizations organizations, Clock clock) {
        this.commands = commands;
        this.organizations = organizations;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<SettingsView> get(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        var found = organizations.find(Authority.ofOwner(caller).organizationId()).orElseThrow(Refused::unknown);
        return ResponseEntity.ok().eTag(Versions.etag(found.version())).body(SettingsView.of(found.state().settings(), found.version()));
    }

    @Operation(summary = "Change settings of the organization", description = "Only an owner may. What is not given stays as it is. session is "
            + "what servers begin with that are registered from now on; those that exist keep theirs. With revokedKeptDays, revoked "
            + "connections are deleted that long after their end, and changing it needs a login of the last five minutes (C-3); expired ones "
            + "are never, since they may be authorized again. flags says after how many days active connections are flagged. With "
            + "consentMode POLICY, members are no longer asked for clients that an owner registered and that go back to an https "
            + "address: the consent is recorded with basis POLICY, and where one was withdrawn or reduced the member is asked; choosing it needs a fresh login, "
            + "too. Back at EXPLICIT, what nobody read is asked for. allowedAddresses are "
            + "the CIDR blocks from which MCP calls, this API, the pages of an authorization and clients that ask for tokens are answered, "
            + "none for all; a token may be revoked from everywhere, and platform operators are let in from everywhere. One that leaves out the address you call from is refused unless confirmLockOut is true. With leaverMode FLAG, "
            + "whom the identity provider lets in no more keeps what they have until an owner confirms the held leavers; choosing it needs a fresh login.")
    @PatchMapping
    ResponseEntity<Void> change(@PathVariable String orgId, @Valid @RequestBody SettingsRequest request,
            @AuthenticationPrincipal Passport caller, HttpServletRequest http) {
        var by = Authority.ofOwner(caller);
        request.requireAllowed(caller, clock.instant());
        request.requireNoLockOut(http.getHeader(ADDRESS));
        return Accepted.done(commands.send(new ChangeSettings(by.organizationId(), request.change())));
    }

    record SettingsRequest(@Nullable @Valid SessionDefaultsRequest session,
            @Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer revokedVisibleDays,
            @Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer clientRevokedVisibleDays,
            @Schema(description = "0: never deleted") @Nullable @Min(0) @Max(Limits.ENDED_DAYS_MAX) Integer revokedKeptDays,
            @Nullable @Valid FlagsRequest flags, @Nullable ConsentMode consentMode,
            @Nullable @Size(max = MOST_ADDRESSES) List<@NotBlank @Size(max = Limits.TERM) String> allowedAddresses,
            @Schema(description = "Whether allowedAddresses may leave out the address of this very request") @Nullable Boolean confirmLockOut,
            @Nullable LeaverMode leaverMode) {
        private static final int MOST_ADDRESSES = 100;

        /** Retention deletes, a policy allows in place of people, and a leaver who is only flagged goes on: sensitive actions (C-3). */
        void requireAllowed(Passport caller, Instant now) {
            if (revokedKeptDays != null || consentMode == ConsentMode.POLICY || leaverMode == LeaverMode.FLAG) {
                StepUp.require(caller, now);
            }
        }

        /**
         * Nobody shuts themselves out by mistake.
         *
         * @param address null where it is not known, which is in no list
         * @throws Refused when a block is none, or when the address is in none of them and that is not confirmed
         */
        void requireNoLockOut(@Nullable String address) {
            if (allowedAddresses == null || allowedAddresses.isEmpty()) {
                return;
            }
            var ranges = ranges(allowedAddresses);
            if (!Boolean.TRUE.equals(confirmLockOut) && (address == null || !ranges.contain(InetAddress.ofLiteral(address)))) {
                throw Refused.invalid("allowedAddresses", "must contain the address that you call from, "
                        + Objects.requireNonNullElse(address, "which is not known") + ", unless confirmLockOut is true");
            }
        }

        private static AddressRanges ranges(List<String> cidrs) {
            try {
                return AddressRanges.of(cidrs);
            } catch (IllegalArgumentException noRange) {
                throw Refused.invalid("allowedAddresses", "must be CIDR blocks: " + noRange.getMessage());
            }
        }

        SettingsChange change() {
            return new SettingsChange(session == null ? null : session.change(), revokedVisibleDays, clientRevokedVisibleDays,
                    revokedKeptDays, flags == null ? null : flags.change(), consentMode,
                    allowedAddresses == null ? null : allowedAddresses.stream().map(String::strip).distinct().toList(), leaverMode);
        }
    }

    /** After how many days active connections are flagged. */
    record FlagsRequest(@Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer dormantDays,
            @Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer neverUsedDays,
            @Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer expiresSoonDays,
            @Nullable @Min(1) @Max(Limits.ENDED_DAYS_MAX) Integer scopeUnusedDays) {
        SettingsChange.Flags change() {
            return new SettingsChange.Flags(dormantDays, neverUsedDays, expiresSoonDays, scopeUnusedDays);
        }
    }

    record SessionDefaultsRequest(
            @Nullable @Min(Limits.ACCESS_TOKEN_SECONDS_MIN) @Max(Limits.ACCESS_TOKEN_SECONDS_MAX) Long accessTokenSeconds,
            @Nullable @Min(Limits.IDLE_SECONDS_MIN) @Max(Limits.IDLE_SECONDS_MAX) Long idleSeconds,
            @Schema(description = "0: no absolute end") @Nullable @Min(0) @Max(Limits.ABSOLUTE_SECONDS_MAX) Long absoluteSeconds,
            @Nullable @Min(0) @Max(Limits.REFRESH_GRACE_SECONDS_MAX) Long refreshGraceSeconds,
            @Schema(description = "0: no personal access tokens") @Nullable @Min(0) @Max(Limits.PERSONAL_TOKEN_DAYS) Integer personalTokenDays) {
        SettingsChange.Session change() {
            if (absoluteSeconds != null && absoluteSeconds > 0 && absoluteSeconds < Limits.ABSOLUTE_SECONDS_MIN) {
                throw Refused.invalid("session.absoluteSeconds", "must be 0 or at least " + Limits.ABSOLUTE_SECONDS_MIN);
            }
            return new SettingsChange.Session(accessTokenSeconds, idleSeconds, absoluteSeconds, refreshGraceSeconds, personalTokenDays);
        }
    }

    /** @param revokedKeptDays null: never deleted */
    record SettingsView(SessionDefaultsView session, int revokedVisibleDays, int clientRevokedVisibleDays,
            @Nullable Integer revokedKeptDays, FlagTimes flags, ConsentMode consentMode,
            List<String> allowedAddresses, LeaverMode leaverMode, long version) {
        static SettingsView of(OrganizationSettings settings, long version) {
            return new SettingsView(SessionDefaultsView.of(settings.session()), settings.revokedVisibleDays(),
                    settings.clientRevokedVisibleDays(), settings.revokedKeptDays(), settings.flags(), settings.consentMode(),
                    settings.allowedAddresses(), settings.leaverMode(), version);
        }
    }

    record SessionDefaultsView(long accessTokenSeconds, long idleSeconds, @Nullable Long absoluteSeconds, long refreshGraceSeconds,
            @Nullable Integer personalTokenDays) {
        static SessionDefaultsView of(SessionPolicy policy) {
            return new SessionDefaultsView(policy.accessSeconds(), policy.idleSeconds(), policy.absoluteSeconds(), policy.refreshGrace(),
                    policy.personalTokenDays());
        }
    }
}
