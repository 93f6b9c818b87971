package io.countersign.token.settings;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.registry.contract.OrganizationSettings;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The settings that organizations have now; an organization that was not heard of yet has those that all begin with. */
@Component
public class OrganizationPolicies {
    private final View<OrganizationPolicy> policies;

    OrganizationPolicies(Views views) {
        this.policies = views.of(OrganizationPolicy.class);
    }

    public OrganizationSettings of(String organizationId) {
        return policies.find(organizationId).map(row -> row.value().settings()).orElse(OrganizationSettings.DEFAULT);
    }

    /** Of every organization, by its id. */
    public Stream<Row<OrganizationPolicy>> all() {
        return policies.all(Criteria.everything());
    }
}
