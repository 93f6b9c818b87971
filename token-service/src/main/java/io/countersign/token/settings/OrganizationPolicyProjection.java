package io.countersign.token.settings;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link OrganizationPolicy} from the registry's topic. */
@Component
class OrganizationPolicyProjection extends AggregateProjection<OrganizationPolicy, OrganizationEvent> {
    OrganizationPolicyProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("organization-policies", OrganizationPolicy.class, catalog, OrganizationEvent.class);
    }

    @Override
    protected OrganizationPolicy apply(@Nullable OrganizationPolicy row, OrganizationEvent event, Recorded<?> recorded) {
        return event instanceof OrganizationSettingsChanged changed
                ? new OrganizationPolicy(changed.settings())
                : row == null ? new OrganizationPolicy(OrganizationSettings.DEFAULT) : row;
    }
}
