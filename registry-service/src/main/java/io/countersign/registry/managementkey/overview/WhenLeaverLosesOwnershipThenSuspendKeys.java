package io.countersign.registry.managementkey.overview;

import io.countersign.events.automation.Automation;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.SuspendManagementKey;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The management keys of an owner who left are suspended. They opened nothing from the moment the role was withdrawn, whatever the view
 * knows; this keeps them from opening anything again should that person become an owner once more.
 */
@Component
class WhenLeaverLosesOwnershipThenSuspendKeys implements Automation {
    private final EventCatalog source;
    private final View<ManagementKeyOverview> keys;

    WhenLeaverLosesOwnershipThenSuspendKeys(@Qualifier("registryCatalog") EventCatalog source, Views views) {
        this.source = source;
        this.keys = views.of(ManagementKeyOverview.class);
    }

    @Override
    public String name() {
        return "when-leaver-loses-ownership-then-suspend-keys";
    }

    @Override
    public EventCatalog source() {
        return source;
    }

    @Override
    public List<Object> when(Recorded<?> recorded) {
        return recorded.event() instanceof RoleWithdrawn withdrawn && withdrawn.role().equals("owner")
                && withdrawn.reasonCode() == ReasonCode.LEAVER ? keysOf(withdrawn) : List.of();
    }

    private List<Object> keysOf(RoleWithdrawn withdrawn) {
        var by = Authority.overAllOf(withdrawn.organizationId());
        return keys.all(Criteria.and(Criteria.equal("makerId", withdrawn.userId()),
                Criteria.equal("organizationId", withdrawn.organizationId()), Criteria.equal("status", "ACTIVE")))
                .<Object>map(key -> new SuspendManagementKey(key.aggregateId(), withdrawn.userId(), ReasonCode.LEAVER, by)).toList();
    }
}
