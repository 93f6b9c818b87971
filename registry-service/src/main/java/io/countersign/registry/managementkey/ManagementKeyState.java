package io.countersign.registry.managementkey;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyResumed;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRotated;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeySuspended;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.ResumeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RotateManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.SuspendManagementKey;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.access.EventSourcedState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code Absent -> Usable -> Revoked}; a usable key is suspended when its maker leaves, and resumed by an owner who makes it theirs. */
public sealed interface ManagementKeyState extends EventSourcedState<ManagementKeyEvent, ManagementKeyState> {
    static ManagementKeyState initial() {
        return new Absent();
    }

    /** There is no such key. */
    record Absent() implements ManagementKeyState {
    }

    /**
     * A key that authenticates its bearer until it expires, while the owner who answers for it is one.
     *
     * @param earlier   the secret before the last rotation
     * @param makerId   null for a key of the bootstrap, which no person answers for
     * @param suspended whether its maker left, whatever they are now
     */
    record Usable(String keyId, String organizationId, SortedSet<String> roles, Secret secret, @Nullable Secret earlier,
            @Nullable String makerId, boolean suspended) implements ManagementKeyState {
        public boolean accepts(String presentedHash, Instant now) {
            return secret.is(presentedHash, now) || (earlier != null && earlier.is(presentedHash, now));
        }

        /** Whether somebody still answers for it. */
        public boolean stands(Predicate<String> owner) {
            return !suspended && (makerId == null || owner.test(makerId));
        }

        private Usable suspend() {
            return new Usable(keyId, organizationId, roles, secret, earlier, makerId, true);
        }

        private Usable resumed(String owner) {
            return new Usable(keyId, organizationId, roles, secret, earlier, owner, false);
        }

        private Usable rotated(ManagementKeyRotated e) {
            return new Usable(keyId, organizationId, roles, new Secret(e.secretHash(), e.expiresAt()), secret.endingBy(e.earlierEndsAt()),
                    e.makerId(), suspended);
        }
    }

    /** Terminal. */
    record Revoked(String keyId, String organizationId) implements ManagementKeyState {
    }

    /**
     * One of the at most two secrets of a key.
     *
     * @param endsAt null where the key was issued before every key had an end
     */
    record Secret(String hash, @Nullable Instant endsAt) {
        private boolean is(String presentedHash, Instant now) {
            return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII), presentedHash.getBytes(StandardCharsets.US_ASCII))
                    && (endsAt == null || now.isBefore(endsAt));
        }

        private Secret endingBy(Instant end) {
            return new Secret(hash, endsAt == null || end.isBefore(endsAt) ? end : endsAt);
        }
    }

    default List<ManagementKeyEvent> decide(ManagementKeyCommand command) {
        if (!command.by().owner()) {
            throw Refused.forbidden();
        }
        return switch (command) {
            case IssueManagementKey issue -> switch (this) {
                case Absent absent -> List.of(new ManagementKeyIssued(issue.keyId(), issue.by().organizationId(), issue.name(),
                        issue.roles(), issue.secretHash(), issue.expiresAt(), issue.makerId()));
                case Usable usable -> throw Refused.because(Reason.ALREADY_EXISTS, "This key exists.");
                case Revoked revoked -> throw Refused.because(Reason.ALREADY_EXISTS, "This key exists.");
            };
            case SuspendManagementKey suspend -> switch (this) {
                case Usable usable when !usable.suspended && suspend.makerId().equals(usable.makerId)
                        && usable.organizationId.equals(suspend.by().organizationId()) ->
                    List.of(new ManagementKeySuspended(suspend.keyId(), suspend.reasonCode()));
                case Usable usable -> List.of();
                case Revoked revoked -> List.of();
                case Absent absent -> List.of();
            };
            case ResumeManagementKey resume -> switch (this) {
                case Usable usable when usable.organizationId.equals(resume.by().organizationId()) -> usable.suspended
                        ? List.of(new ManagementKeyResumed(resume.keyId(), resume.makerId(), resume.reasonCode()))
                        : List.of();
                case Revoked revoked when revoked.organizationId.equals(resume.by().organizationId()) ->
                    throw Refused.terminal("This key is revoked.");
                case Usable usable -> throw Refused.unknown();
                case Revoked revoked -> throw Refused.unknown();
                case Absent absent -> throw Refused.unknown();
            };
            case RotateManagementKey rotate -> switch (this) {
                case Usable usable when usable.suspended && usable.organizationId.equals(rotate.by().organizationId()) ->
                    throw Refused.because(Reason.KEY_SUSPENDED, "Its maker left: resume the key first, which makes it yours.");
                case Usable usable when usable.organizationId.equals(rotate.by().organizationId()) ->
                    List.of(new ManagementKeyRotated(rotate.keyId(), rotate.secretHash(), rotate.expiresAt(), rotate.earlierEndsAt(),
                            rotate.makerId(), rotate.reasonCode()));
                case Revoked revoked when revoked.organizationId.equals(rotate.by().organizationId()) ->
                    throw Refused.terminal("This key is revoked.");
                case Usable usable -> throw Refused.unknown();
                case Revoked revoked -> throw Refused.unknown();
                case Absent absent -> throw Refused.unknown();
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
            case ManagementKeyIssued e -> new Usable(e.keyId(), e.organizationId(), e.roles(), new Secret(e.secretHash(), e.expiresAt()),
                    null, e.makerId(), false);
            case ManagementKeySuspended e -> this instanceof Usable usable ? usable.suspend() : this;
            case ManagementKeyResumed e -> this instanceof Usable usable ? usable.resumed(e.makerId()) : this;
            case ManagementKeyRotated e -> this instanceof Usable usable ? usable.rotated(e) : this;
            case ManagementKeyRevoked e -> this instanceof Usable usable ? new Revoked(usable.keyId, usable.organizationId) : this;
        };
    }
}
