package io.countersign.gateway.caller;

import io.countersign.gateway.origin.AllowedAddresses;
import io.countersign.gateway.origin.Correlation;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import io.countersign.web.denial.Denials;
import io.countersign.web.denial.Denials.Refusal;
import io.countersign.web.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** From where a caller of the native API reaches an organization (MG-18); who is nothing but an operator there acts for the installation. */
@Component
public class RequiredAddress {
    private static final String OPERATOR = "operator";
    private static final Set<String> NOTHING_ELSE = Set.of(OPERATOR, "member");

    private final AllowedAddresses addresses;
    private final Denials denials;

    RequiredAddress(AllowedAddresses addresses, Denials denials) {
        this.addresses = addresses;
        this.denials = denials;
    }

    /** @throws Problem 403 {@code ip_not_allowed}; the refusal can be asked about */
    public void check(OrganizationAnswer organization, Caller caller, ServerWebExchange exchange) {
        var operator = caller.roles().contains(OPERATOR) && NOTHING_ELSE.containsAll(caller.roles());
        if (!operator && !addresses.allow(organization.allowedAddresses(), exchange)) {
            denials.denied(Subject.caller(organization.organizationId(), caller.actor().id()),
                    new Refusal(Place.GATEWAY, null, AllowedAddresses.CODE, Map.of(), null, List.of(), Correlation.of(exchange)))
                    .filter(_ -> !exchange.getResponse().isCommitted())
                    .ifPresent(decision -> exchange.getResponse().getHeaders().set(Denials.HEADER, decision));
            throw AllowedAddresses.refused();
        }
    }
}
