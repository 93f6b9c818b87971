package io.countersign.registry.managementkey;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.access.Folded;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** {@code Absent -> Usable -> Revoked}. */
public sealed interface ManagementKeyState extends Folded<ManagementKeyEvent, ManagementKeyState> {
    static ManagementKeyState initial() {
        return new Absent();
    }

    /** There is no such key. */
    record Absent() implements ManagementKeyState {
    }

    /** A key that authenticates its bearer until it expires. */
    record Usable(String keyId, String organizationId, SortedSet<String> roles, String secretHash,
            @Nullable Instant expiresAt) implements ManagementKeyState {
        public boolean accepts(String presentedHash, Instant now) {
            return MessageDigest.isEqual(secretHash.getBytes(StandardCharsets.US_ASCII), presentedHash.getBytes(StandardCharsets.US_ASCII))
                    && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    /** Terminal. */
    record Revoked(String keyId, String organizationId) implements ManagementKeyState {
    }

    default List<ManagementKeyEvent> decide(ManagementKeyCommand command) {
        if (!command.by().owner()) {
            throw Refused.forbidden();
        }
        return switch (command) {
            case IssueManagementKey issue -> switch (this) {
                case Absent absent -> List.of(new ManagementKeyIssued(issue.keyId(), issue.by().organizationId(), issue.name(),
                        issue.roles(), issue.secretHash(), issue.expiresAt()));
                case Usable usable -> throw Refused.because(Reason.ALREADY_EXISTS, "This key exists.");
                case Revoked revoked -> throw Refused.because(Reason.ALREADY_EXISTS, "This key exists.");
            };
            case RevokeManagementKey revoke -> switch (this) {
                case Usable usable when usable.organizationId.equals(revoke.by().organizationId()) ->
                    List.of(new ManagementKeyRevoked(revoke.keyId(), revoke.reasonCode()));
                case Revoked revoked when revoked.organizationId.equals(revoke.by().organizationId()) -> List.of();
                case Usable usable -> throw Refused.unknown();
                case Revoked revoked -> throw Refused.unknown();
                case Absent absent -> throw Refused.unknown();
            };
        };
    }

    @Override
    default ManagementKeyState evolve(ManagementKeyEvent event, long sequence) {
        return switch (event) {
            case ManagementKeyIssued e -> new Usable(e.keyId(), e.organizationId(), e.roles(), e.secretHash(), e.expiresAt());
            case ManagementKeyRevoked e -> switch (this) {
                case Usable usable -> new Revoked(usable.keyId, usable.organizationId);
                case Revoked revoked -> revoked;
                case Absent absent -> absent;
            };
        };
    }

    @Override
    default List<AccessEntry> changedBy(ManagementKeyEvent event, long sequence) {
        return List.of();
    }
}
