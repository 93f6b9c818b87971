package io.countersign.registry.organization;

import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Organizations as the log has them now. */
@Component
public class Organizations {
    private final Streams streams;
    private final Reservations reservations;

    Organizations(Streams streams, Reservations reservations) {
        this.streams = streams;
        this.reservations = reservations;
    }

    public Optional<Loaded<OrganizationState.Existing>> find(String slugOrId) {
        return byId(slugOrId).or(() -> reservations.holder(Scope.ORGANIZATION_SLUG, slugOrId).flatMap(this::byId));
    }

    /** Each role that the user was ever granted there, from the log. */
    public List<HoldingsAnswer.Role> rolesOf(String organizationId, String userId) {
        return streams.load(organizationId, RolesOfUser.of(userId), RolesOfUser::next).state().roles();
    }

    private Optional<Loaded<OrganizationState.Existing>> byId(String organizationId) {
        return streams.load(organizationId, OrganizationState.initial(), OrganizationEvent.class).as(OrganizationState.Existing.class);
    }
}
