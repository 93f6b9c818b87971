package io.countersign.gateway.route;

import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.origin.AllowedAddresses;
import io.countersign.token.contract.OAuthEndpoint;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Turns away what calls an organization's authorization server from where the organization is not reached, before anybody looks at a
 * credential (MG-18). Metadata and keys are public, and a token may be ended from everywhere.
 */
@Component
class AddressGate implements GatewayFilter {
    private static final Set<OAuthEndpoint> FROM_EVERYWHERE = EnumSet.of(OAuthEndpoint.JWKS, OAuthEndpoint.REVOKE);

    private final Directory directory;
    private final AllowedAddresses addresses;

    AddressGate(Directory directory, AllowedAddresses addresses) {
        this.directory = directory;
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return fromEverywhere(exchange) ? chain.filter(exchange) : admitted(exchange).then(Mono.defer(() -> chain.filter(exchange)));
    }

    private static boolean fromEverywhere(ServerWebExchange exchange) {
        var path = exchange.getRequest().getURI().getRawPath();
        return path.contains("/.well-known/") || OAuthEndpoint.at(path).filter(FROM_EVERYWHERE::contains).isPresent();
    }

    private Mono<Void> admitted(ServerWebExchange exchange) {
        return directory.organization(ServerWebExchangeUtils.getUriTemplateVariables(exchange).getOrDefault("organization", ""))
                .filter(organization -> !addresses.allow(organization.allowedAddresses(), exchange))
                .flatMap(_ -> Mono.error(AllowedAddresses.refused()));
    }
}
