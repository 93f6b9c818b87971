package io.countersign.registry.answer;

import io.countersign.registry.client.overview.ClientsOfPerson;
import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.registry.managementkey.overview.KeysOfPerson;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What somebody ever held here, for passports of services only. */
@RestController
class HoldingsController {
    private final Organizations organizations;
    private final KeysOfPerson keys;
    private final ClientsOfPerson clients;

    HoldingsController(Organizations organizations, KeysOfPerson keys, ClientsOfPerson clients) {
        this.organizations = organizations;
        this.keys = keys;
        this.clients = clients;
    }

    @GetMapping("/internal/organizations/{organizationId}/users/{userId}/holdings")
    HoldingsAnswer holdings(@PathVariable String organizationId, @PathVariable String userId) {
        var organization = organizations.find(organizationId).orElseThrow(Refused::unknown).state();
        return new HoldingsAnswer(organizations.rolesOf(organization.organizationId(), userId),
                keys.in(organization.organizationId(), userId),
                clients.in(organization, userId), List.copyOf(organization.owners()));
    }
}
