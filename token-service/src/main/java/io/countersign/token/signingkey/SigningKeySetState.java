package io.countersign.token.signingkey;

import io.countersign.access.EventSourcedState;
import io.countersign.token.contract.SigningKeyEvent;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyActivated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyCreated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyRetired;
import io.countersign.token.signingkey.SigningKeyCommand.ActivateSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.AddSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.RetireSigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the key set: each key goes PENDING → ACTIVE → RETIRING → RETIRED, at most one is pending, and once there is a key exactly one
 * is active.
 *
 * @param keys in the order of their creation, retired ones left out
 */
record SigningKeySetState(List<HeldKey> keys) implements EventSourcedState<SigningKeyEvent, SigningKeySetState> {
    static final SigningKeySetState EMPTY = new SigningKeySetState(List.of());
    static final String ALGORITHM = "ES256";

    SigningKeySetState {
        keys = List.copyOf(keys);
    }

    /** Where a key stands. */
    enum Status {
        PENDING, ACTIVE, RETIRING
    }

    /** @param since when it came to this status */
    record HeldKey(String kid, Status status, Instant since) {
    }

    List<SigningKeyEvent> decide(SigningKeyCommand command, Instant now) {
        var set = command.keySetId();
        return switch (command) {
            case AddSigningKey add -> {
                if (only(Status.PENDING).isPresent() || keys.stream().anyMatch(key -> key.kid().equals(add.kid()))) {
                    yield List.of();
                }
                var created = new SigningKeyCreated(set, add.kid(), ALGORITHM, now);
                yield only(Status.ACTIVE).isPresent()
                        ? List.of(created)
                        : List.of(created, new SigningKeyActivated(set, add.kid(), null, now));
            }
            case ActivateSigningKey activate -> only(Status.PENDING).filter(key -> passed(key.since(), activate.lead(), now))
                    .<List<SigningKeyEvent>>map(key -> List.of(new SigningKeyActivated(set, key.kid(),
                            only(Status.ACTIVE).map(HeldKey::kid).orElse(null), now)))
                    .orElse(List.of());
            case RetireSigningKeys retire -> keys.stream().filter(key -> key.status() == Status.RETIRING)
                    .filter(key -> passed(key.since(), retire.longestToken(), now))
                    .<SigningKeyEvent>map(key -> new SigningKeyRetired(set, key.kid(), now)).toList();
        };
    }

    @Override
    public SigningKeySetState evolve(SigningKeyEvent event, long sequence) {
        return switch (event) {
            case SigningKeyCreated e -> new SigningKeySetState(
                    Stream.concat(keys.stream(), Stream.of(new HeldKey(e.kid(), Status.PENDING, e.createdAt()))).toList());
            case SigningKeyActivated e -> with(e.kid(), Status.ACTIVE, e.activatedAt()).with(e.retiringKid(), Status.RETIRING,
                    e.activatedAt());
            case SigningKeyRetired e -> new SigningKeySetState(keys.stream().filter(key -> !key.kid().equals(e.kid())).toList());
        };
    }

    Optional<HeldKey> only(Status status) {
        return keys.stream().filter(key -> key.status() == status).findFirst();
    }

    private SigningKeySetState with(@Nullable String kid, Status status, Instant since) {
        var changed = new ArrayList<>(keys);
        changed.replaceAll(key -> key.kid().equals(kid) ? new HeldKey(key.kid(), status, since) : key);
        return new SigningKeySetState(changed);
    }

    private static boolean passed(Instant since, Duration time, Instant now) {
        return !now.isBefore(since.plus(time));
    }
}
