package io.countersign.gateway.route;

import io.countersign.gateway.caller.Caller;
import io.countersign.gateway.caller.CallerAuthenticator;
import io.countersign.gateway.caller.CallerAuthenticator.Credential;
import io.countersign.gateway.caller.RequiredAddress;
import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.passport.PassportMint;
import io.countersign.web.problem.Problem;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The way into the native API: who calls, whether they belong to the organization of the path (if not, it does not exist for them), then a
 * passport for the one service in the credential's place and the organization's id in its slug's place.
 */
@Component
class PassportRelay {
    private static final String BEFORE_ORGANIZATION = "/api/v1/orgs/";

    private final CallerAuthenticator authenticator;
    private final Directory directory;
    private final PassportMint passports;
    private final RequiredAddress address;

    PassportRelay(CallerAuthenticator authenticator, Directory directory, PassportMint passports, RequiredAddress address) {
        this.authenticator = authenticator;
        this.directory = directory;
        this.passports = passports;
        this.address = address;
    }

    GatewayFilter to(Peer peer) {
        return (exchange, chain) -> admitted(exchange, peer).flatMap(entrance -> chain.filter(entrance.inward()));
    }

    /** Whoever may come in, and the request as it goes inward. */
    record Authenticated(Caller caller, ServerWebExchange inward) {
    }

    /** {@link Problem} for whoever may not come in. */
    Mono<Authenticated> admitted(ServerWebExchange exchange, Peer peer) {
        return belonging(exchange, authenticator.authenticate(exchange.getRequest()), peer).switchIfEmpty(Mono.error(Problem::notFound))
                .doOnError(Problem.class, problem -> challenge(exchange, problem))
                .map(caller -> new Authenticated(caller, inward(exchange, caller, passports.mint(caller.passport(), peer.audience()))));
    }

    /** Whether a caller who is in would be let in again as the same; looking counts as no call of theirs. */
    Mono<Boolean> stillAdmitted(ServerWebExchange exchange, Peer peer, Caller before) {
        return belonging(exchange, authenticator.lookAgain(exchange.getRequest()), peer).map(now -> now.actor().equals(before.actor())
                && now.organizationId().equals(before.organizationId()) && now.roles().equals(before.roles())).defaultIfEmpty(false)
                .onErrorResume(Problem.class, refused -> refused.status() == HttpStatus.FORBIDDEN ? Mono.just(false) : Mono.error(refused));
    }

    private Mono<Caller> belonging(ServerWebExchange exchange, Mono<Credential> presented, Peer peer) {
        return presented.flatMap(credential -> organization(exchange).flatMap(organization -> credential.in(organization)
                .doOnNext(caller -> address.check(organization, caller, exchange))
                .doOnNext(_ -> requireOpen(organization, peer, exchange.getRequest().getMethod()))));
    }

    /** What is about no organization: for platform operators, whom the service knows by their role. */
    GatewayFilter ofInstallation(Peer peer) {
        return (exchange, chain) -> authenticator.authenticate(exchange.getRequest())
                .flatMap(credential -> credential.ofInstallation().switchIfEmpty(Mono.error(Problem::forbidden)))
                .doOnError(Problem.class, problem -> challenge(exchange, problem))
                .flatMap(passport -> chain.filter(exchange.mutate().request(request -> request
                        .headers(headers -> UnauthenticatedRelay.with(headers, passports.mint(passport, peer.audience()), exchange)))
                        .build()));
    }

    /** Nothing changes in what is closed for ever; its history can be read and taken along. */
    private static void requireOpen(OrganizationAnswer organization, Peer peer, HttpMethod method) {
        if (organization.closed() && peer != Peer.AUDIT && !HttpMethod.GET.equals(method)) {
            throw new Problem(HttpStatus.CONFLICT, "already_terminal", "The organization is closed for ever.");
        }
    }

    private Mono<OrganizationAnswer> organization(ServerWebExchange exchange) {
        return directory.organization(ServerWebExchangeUtils.getUriTemplateVariables(exchange).getOrDefault("organization", ""));
    }

    private static ServerWebExchange inward(ServerWebExchange exchange, Caller caller, String passport) {
        var path = exchange.getRequest().getURI().getRawPath();
        var rest = path.substring(path.indexOf('/', BEFORE_ORGANIZATION.length()));
        return exchange.mutate().request(request -> request.path(BEFORE_ORGANIZATION + caller.organizationId() + rest)
                .headers(headers -> UnauthenticatedRelay.with(headers, passport, exchange))).build();
    }

    private static void challenge(ServerWebExchange exchange, Problem problem) {
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"countersign\"");
        }
    }
}
