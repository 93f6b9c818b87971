package io.countersign.consent.member.overview;

import io.countersign.consent.decision.overview.HeldConsent;
import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.HeldConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who left, or whom the identity provider suspended, could reach, and what became of it.
 *
 * @param status      {@code LEFT} or {@code SUSPENDED}
 * @param knownAt     when it was recorded here; everything was refused from then on
 * @param connections the newest thousand
 * @param consents    the newest thousand that ever stood, each with its end
 * @param usedSince   from when on the tools of each connection are reported: thirty days before {@code knownAt}
 * @param keys        management keys the member created or answered for
 * @param clients     that the member registered, the newest thousand, with who administers their projects now
 * @param owners      ids of the organization's owners now
 */
record LeaverReport(String userId, String name, String status, @Nullable Instant knownAt, Instant usedSince,
        List<Reached> connections, List<Agreed> consents, List<HoldingsAnswer.Role> roles, List<HoldingsAnswer.Key> keys,
        List<HoldingsAnswer.Client> clients,
        List<String> owners) {
    /** How far back use is reported. */
    static final Duration USE = Duration.ofDays(30);

    /**
     * One connection.
     *
     * @param lastUsedAt           absent where it was never used after it was authorized
     * @param calls                of tools, all of them
     * @param tools                that were called since {@code usedSince}, the latest first
     * @param endedAt              when its end was recorded; it was refused from {@code knownAt} on
     * @param enforcedAt           when a gateway first refused it, where its client still called
     * @param enforcementLagMillis from the end to that
     */
    record Reached(String id, Named client, Named server, SortedSet<String> scopes, String status, Instant authorizedAt,
            @Nullable Instant lastUsedAt, long calls, List<CalledTool> tools, @Nullable Instant endedAt, @Nullable ReasonCode reasonCode,
            @Nullable Instant enforcedAt,
            @Nullable Long enforcementLagMillis) {
        static Reached of(HeldConnection held, Instant usedSince, Map<String, String> clients, Map<String, String> servers) {
            return new Reached(held.connectionId(), Named.of(held.clientId(), clients), Named.of(held.serverId(), servers), held.scopes(),
                    held.status(), held.authorizedAt(), held.lastUsedAt().isAfter(held.authorizedAt()) ? held.lastUsedAt() : null,
                    held.calls(), CalledTool.since(usedSince, held), held.endedAt(), held.reasonCode(), held.enforcedAt(),
                    held.enforcementLagMillis());
        }
    }

    /**
     * One consent.
     *
     * @param basis      what it rests on (C14)
     * @param endedAt    when it was withdrawn, otherwise when the member was known to be gone: from then on it allowed nothing
     * @param reasonCode why it was withdrawn, otherwise {@code LEAVER}
     */
    record Agreed(String id, Named client, Named server, List<String> scopes, String basis, Instant grantedAt, @Nullable Instant endedAt,
            String reasonCode) {
        static Agreed of(HeldConsent held, @Nullable Instant knownAt, Map<String, String> clients, Map<String, String> servers) {
            return new Agreed(held.id(), Named.of(held.clientId(), clients), Named.of(held.serverId(), servers), held.scopes(),
                    held.basis(),
                    held.grantedAt(), held.withdrawnAt() == null ? knownAt : held.withdrawnAt(),
                    held.reasonCode() == null ? "LEAVER" : held.reasonCode());
        }
    }

    /** A tool and when it was last called. */
    record CalledTool(String tool, Instant lastCalledAt) {
        static List<CalledTool> since(Instant time, HeldConnection held) {
            return held.tools().entrySet().stream().filter(tool -> !tool.getValue().isBefore(time))
                    .map(tool -> new CalledTool(tool.getKey(), tool.getValue()))
                    .sorted(Comparator.comparing(CalledTool::lastCalledAt).reversed()).toList();
        }
    }

    record Named(String id, String name) {
        static Named of(String id, Map<String, String> names) {
            return new Named(id, names.getOrDefault(id, id));
        }
    }
}
