package io.countersign.registry.client.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.registry.organization.OrganizationState;
import java.util.List;
import org.springframework.stereotype.Component;

/** The clients that somebody registered, or that somebody's wish made clients, and who answers for them now. */
@Component
public class ClientsOfPerson {
    private final View<ClientOverview> clients;

    ClientsOfPerson(Views views) {
        this.clients = views.of(ClientOverview.class);
    }

    public List<HoldingsAnswer.Client> in(OrganizationState.Existing organization, String userId) {
        return clients
                .all(Criteria.and(Criteria.equal("registeredBy", userId), Criteria.equal("organizationId", organization.organizationId())))
                .limit(HoldingsAnswer.MOST_CLIENTS).map(View.Row::value).map(client -> new HoldingsAnswer.Client(client.id(), client.name(),
                        client.status(), client.projectId(), client.createdAt(), organization.projectAdmins(client.projectId())))
                .toList();
    }
}
