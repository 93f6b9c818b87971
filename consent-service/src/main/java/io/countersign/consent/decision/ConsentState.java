package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentAbandoned;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.decision.ConsentCommand.AbandonRequest;
import io.countersign.consent.decision.ConsentCommand.DenyConsent;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.consent.decision.ConsentCommand.ReduceConsent;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code None -> Granted <-> Withdrawn}; denied and abandoned requests change nothing of it. Granting again adds to what was granted: what
 * is unticked this time does not end what another installation holds. Only withdrawing and reducing raise the epoch.
 *
 * @param version     how often it was granted
 * @param scopes      all that was granted since it was last withdrawn, and not taken away
 * @param memberEpoch the member's epoch under which {@code scopes} were granted
 * @param metadataVersion the client's under which they were (CIMD-23)
 * @param asked       of {@code scopes} those that the member said yes to; null where only the organization did
 */
public record ConsentState(@Nullable ConsentParties parties, Status status, long version, TreeSet<String> scopes, long memberEpoch,
        long metadataVersion, @Nullable TreeSet<String> asked,
        AccessState access) implements EventSourcedState<ConsentEvent, ConsentState> {
    /** Whether anything is allowed. */
    public enum Status {
        NONE, GRANTED, WITHDRAWN
    }

    static ConsentState initial() {
        return new ConsentState(null, Status.NONE, 0, new TreeSet<>(), 0, 0, null, AccessState.OPEN);
    }

    List<ConsentEvent> decide(ConsentCommand command) {
        return switch (command) {
            case GrantConsent grant -> List.of(granted(grant, grant.parties()));
            case DenyConsent deny -> List.of(denied(deny, deny.parties()));
            case AbandonRequest abandon -> List.of(abandoned(abandon, abandon.parties()));
            case WithdrawConsent withdraw -> switch (status) {
                case GRANTED -> List.of(withdrawn(withdraw.consentId(), known().orElseThrow(), withdraw.reasonCode()));
                case NONE, WITHDRAWN -> List.of();
            };
            case ReduceConsent reduce -> switch (status) {
                case GRANTED -> reduced(reduce, known().orElseThrow());
                case NONE, WITHDRAWN -> List.of();
            };
        };
    }

    private List<ConsentEvent> reduced(ReduceConsent reduce, ConsentParties by) {
        var removed = new TreeSet<>(scopes);
        removed.retainAll(reduce.scopes());
        var left = new TreeSet<>(scopes);
        left.removeAll(removed);
        if (removed.isEmpty()) {
            return List.of();
        }
        return List.of(left.isEmpty()
                ? withdrawn(reduce.consentId(), by, reduce.reasonCode())
                : new ConsentReduced(reduce.consentId(), by.organizationId(), by.userId(), by.clientId(), by.serverId(), left, removed,
                        reduce.reasonCode()));
    }

    private ConsentGranted granted(GrantConsent grant, ConsentParties by) {
        return new ConsentGranted(grant.consentId(), by.organizationId(), by.userId(), by.clientId(), by.serverId(), version + 1,
                grant.grantedScopes(), grant.declinedOptional(), grant.basis(), grant.shown().textHash(), grant.requestId(),
                grant.shown().locale(), grant.memberEpoch(),
                grant.basis() == ConsentBasis.POLICY ? ReasonCode.POLICY : ReasonCode.USER_REQUEST, grant.metadataVersion());
    }

    private static ConsentDenied denied(DenyConsent deny, ConsentParties by) {
        return new ConsentDenied(deny.consentId(), by.organizationId(), by.userId(), by.clientId(), by.serverId(),
                deny.requestedScopes(), deny.shown().textHash(), deny.requestId(), deny.shown().locale());
    }

    private static ConsentAbandoned abandoned(AbandonRequest abandon, ConsentParties by) {
        return new ConsentAbandoned(abandon.consentId(), by.organizationId(), by.userId(), by.clientId(), by.serverId(),
                abandon.requestId());
    }

    private static ConsentWithdrawn withdrawn(String consentId, ConsentParties by, ReasonCode reasonCode) {
        return new ConsentWithdrawn(consentId, by.organizationId(), by.userId(), by.clientId(), by.serverId(), reasonCode);
    }

    @Override
    public ConsentState evolve(ConsentEvent event, long sequence) {
        return switch (event) {
            case ConsentGranted e ->
                new ConsentState(partiesOf(e), Status.GRANTED, e.version(), with(e), e.memberEpoch(), e.metadataVersion(),
                        asked(e), access);
            case ConsentDenied e -> with(new ConsentParties(e.organizationId(), e.userId(), e.clientId(), e.serverId()));
            case ConsentAbandoned e -> with(new ConsentParties(e.organizationId(), e.userId(), e.clientId(), e.serverId()));
            case ConsentWithdrawn e ->
                new ConsentState(parties, Status.WITHDRAWN, version, new TreeSet<>(), memberEpoch, metadataVersion, null,
                        access.cut(sequence));
            case ConsentReduced e ->
                new ConsentState(parties, status, version, new TreeSet<>(e.scopes()), memberEpoch, metadataVersion,
                        left(e.scopes()), access.cut(sequence));
        };
    }

    private ConsentState with(ConsentParties these) {
        return new ConsentState(these, status, version, scopes, memberEpoch, metadataVersion, asked, access);
    }

    /** What a member granted before a cut of the member, or to what the client was before, allows nothing any more. */
    private TreeSet<String> with(ConsentGranted granted) {
        var all = sameTerms(granted) ? new TreeSet<>(scopes) : new TreeSet<String>();
        all.addAll(granted.grantedScopes());
        return all;
    }

    /** What the organization grants in the member's place is nothing that the member said yes to. */
    private @Nullable TreeSet<String> asked(ConsentGranted granted) {
        var before = sameTerms(granted) ? asked : null;
        if (granted.basis() != ConsentBasis.EXPLICIT) {
            return before;
        }
        var all = before == null ? new TreeSet<String>() : new TreeSet<>(before);
        all.addAll(granted.grantedScopes());
        return all;
    }

    private @Nullable TreeSet<String> left(Set<String> scopesLeft) {
        if (asked == null) {
            return null;
        }
        var left = new TreeSet<>(asked);
        left.retainAll(scopesLeft);
        return left;
    }

    private boolean sameTerms(ConsentGranted granted) {
        return memberEpoch == granted.memberEpoch() && metadataVersion == granted.metadataVersion();
    }

    private static ConsentParties partiesOf(ConsentGranted e) {
        return new ConsentParties(e.organizationId(), e.userId(), e.clientId(), e.serverId());
    }

    @Override
    public List<AccessEntry> accessEntries(ConsentEvent event, long sequence) {
        return switch (event) {
            case ConsentWithdrawn e -> List.of(entry(e.consentId(), sequence));
            case ConsentReduced e -> List.of(entry(e.consentId(), sequence));
            case ConsentGranted e -> List.of();
            case ConsentDenied e -> List.of();
            case ConsentAbandoned e -> List.of();
        };
    }

    /** Empty while nobody ever asked. */
    public Optional<ConsentParties> known() {
        return Optional.ofNullable(parties);
    }

    AccessEntry entry(String consentId, long version) {
        return access.entry(AccessKeys.consent(consentId), version);
    }
}
