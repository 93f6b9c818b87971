package io.countersign.consent.leaver;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link OrganizationPeople}, one row for every organization there is. */
@Component
class OrganizationPeopleProjection extends AggregateProjection<OrganizationPeople, OrganizationEvent> {
    OrganizationPeopleProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("organization-people", OrganizationPeople.class, catalog, OrganizationEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("roleHolders"));
    }

    @Override
    protected OrganizationPeople apply(@Nullable OrganizationPeople row, OrganizationEvent event, Recorded<?> recorded) {
        var grants = new TreeSet<String>(row == null ? List.of() : row.grants());
        if (event instanceof RoleGranted granted) {
            grants.add(granted.userId() + " " + granted.role());
        } else if (event instanceof RoleWithdrawn withdrawn) {
            grants.remove(withdrawn.userId() + " " + withdrawn.role());
        }
        return new OrganizationPeople(event.organizationId(), grants.stream().map(grant -> grant.substring(0, grant.indexOf(' ')))
                .distinct().toList(), List.copyOf(grants));
    }
}
