package io.countersign.registry.organization;

import io.countersign.events.log.Recorded;
import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What an organization's stream says of one user's roles: each, from when and until when. */
record RolesOfUser(String userId, List<HoldingsAnswer.Role> roles) {
    static RolesOfUser of(String userId) {
        return new RolesOfUser(userId, List.of());
    }

    RolesOfUser next(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case RoleGranted granted when granted.userId().equals(userId) -> {
                var all = new ArrayList<>(roles);
                all.add(new HoldingsAnswer.Role(granted.role(), recorded.time(), null, null));
                yield new RolesOfUser(userId, List.copyOf(all));
            }
            case RoleWithdrawn withdrawn when withdrawn.userId().equals(userId) -> new RolesOfUser(userId,
                    roles.stream().map(role -> role.role().equals(withdrawn.role()) && Objects.isNull(role.withdrawnAt())
                            ? new HoldingsAnswer.Role(role.role(), role.grantedAt(), recorded.time(), withdrawn.reasonCode())
                            : role).toList());
            default -> this;
        };
    }
}
