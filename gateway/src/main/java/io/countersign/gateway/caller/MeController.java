package io.countersign.gateway.caller;

import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.problem.NoParameters;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.passport.Actor;
import io.countersign.web.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who a person is in an organization, shown to that person. */
@RestController
class MeController {
    private final CallerAuthenticator authenticator;
    private final Directory directory;
    private final RequiredAddress address;

    MeController(CallerAuthenticator authenticator, Directory directory, RequiredAddress address) {
        this.authenticator = authenticator;
        this.directory = directory;
        this.address = address;
    }

    @GetMapping("/api/v1/orgs/{orgId}/me")
    Mono<ResponseEntity<Me>> me(@PathVariable String orgId, ServerWebExchange exchange) {
        NoParameters.require(exchange.getRequest());
        return authenticator.authenticate(exchange.getRequest()).flatMap(credential -> directory.organization(orgId)
                .flatMap(known -> credential.in(known).doOnNext(caller -> address.check(known, caller, exchange))
                        .map(caller -> me(caller, credential.name(), known))))
                .switchIfEmpty(Mono.error(Problem::notFound))
                .map(me -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(me));
    }

    private static Me me(Caller caller, @Nullable String name, OrganizationAnswer organization) {
        if (caller.actor().type() != Actor.Type.MEMBER) {
            throw new Problem(HttpStatus.FORBIDDEN, "person_required", "A management key is nobody; ask as a person.");
        }
        return new Me(caller.actor().id(), name, caller.roles().stream().sorted().toList(),
                new Organization(organization.organizationId(), organization.slug(), organization.name()));
    }

    /** @param name as the identity provider has it; null when what was presented does not say */
    record Me(String userId, @Nullable String name, List<String> roles, Organization organization) {
    }

    record Organization(String id, String slug, String name) {
    }
}
