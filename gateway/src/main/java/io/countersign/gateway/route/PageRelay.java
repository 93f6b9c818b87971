package io.countersign.gateway.route;

import io.countersign.gateway.origin.AllowedAddresses;
import io.countersign.gateway.caller.Caller;
import io.countersign.gateway.caller.People;
import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.session.Session;
import io.countersign.gateway.session.SessionAuthenticator;
import io.countersign.gateway.signin.LocalTarget;
import io.countersign.gateway.signin.Page;
import io.countersign.gateway.signin.SignIn;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.passport.PassportMint;
import io.countersign.web.problem.Problem;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The way to the pages of the services: whoever is not signed in, or not as recently as the request demands, signs in first and comes back
 * to the very same address; a member goes on with a passport, and nobody else does. What cannot come back (a form, an address too long for
 * it) is told so. An authorization request that forbids to ask ({@code prompt=none}) goes on without anybody, and the authorization server
 * tells its client.
 */
@Component
class PageRelay {
    private static final String MEMBER = "member";

    private final SessionAuthenticator authenticator;
    private final People people;
    private final Directory directory;
    private final PassportMint passports;
    private final SignIn signIn;
    private final FreshLogin freshLogin;
    private final AllowedAddresses addresses;

    PageRelay(SessionAuthenticator authenticator, People people, Directory directory, PassportMint passports, SignIn signIn,
            FreshLogin freshLogin,
            AllowedAddresses addresses) {
        this.authenticator = authenticator;
        this.people = people;
        this.directory = directory;
        this.passports = passports;
        this.signIn = signIn;
        this.freshLogin = freshLogin;
        this.addresses = addresses;
    }

    GatewayFilter to(Peer peer) {
        return (exchange, chain) -> {
            var demand = LoginRequirement.of(exchange.getRequest());
            if (demand.unreadable()) {
                return Page.of(HttpStatus.METHOD_NOT_ALLOWED, "This request cannot be answered",
                        "An authorization request is a link that is opened (GET), not a form that is sent.").write(exchange);
            }
            return directory.organization(ServerWebExchangeUtils.getUriTemplateVariables(exchange).getOrDefault("organization", ""))
                    .switchIfEmpty(Mono.error(Problem::notFound))
                    .filter(organization -> addresses.allow(organization.allowedAddresses(), exchange))
                    .switchIfEmpty(Mono.error(AllowedAddresses::refused))
                    .flatMap(organization -> next(exchange, organization, demand, peer))
                    .onErrorResume(Problem.class, problem -> Mono.just(new Show(Page.of(problem))))
                    .flatMap(next -> follow(next, exchange, chain));
        };
    }

    private Mono<Next> next(ServerWebExchange exchange, OrganizationAnswer organization, LoginRequirement demand, Peer peer) {
        return authenticator.find(exchange.getRequest()).map(SessionAuthenticator.Visitor::session).map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(known -> freshLogin.given(known, exchange.getRequest(), demand)
                        .flatMap(fresh -> fresh ? entrance(known.orElseThrow(), organization, peer) : Mono.just(away(exchange, demand))));
    }

    private Mono<Next> entrance(Session session, OrganizationAnswer organization, Peer peer) {
        return people.inSession(session).in(organization).filter(caller -> caller.roles().contains(MEMBER))
                .<Next>map(caller -> new Forward(caller, peer))
                .defaultIfEmpty(new Show(Page.of(HttpStatus.FORBIDDEN, "You are not a member of this organization",
                        "You are signed in as " + session.login().name() + ". Ask an owner of the organization to add you, or sign in as "
                                + "somebody else.")
                        .link("/logout", "Sign out")));
    }

    private static Next away(ServerWebExchange exchange, LoginRequirement demand) {
        var request = exchange.getRequest();
        if (demand.silent()) {
            return new ForwardAnonymously();
        }
        if (!HttpMethod.GET.equals(request.getMethod()) || !LoginRequirement.isDocument(request)) {
            return new Show(Page.of(HttpStatus.UNAUTHORIZED, "You are not signed in any more",
                    "What you sent has changed nothing. Sign in again, then start over from your application."));
        }
        return LocalTarget.read(LoginRequirement.address(request)).<Next>map(target -> new SignInFirst(target, demand))
                .orElseGet(() -> new Show(Page.of(HttpStatus.URI_TOO_LONG, "This address is too long to come back to",
                        "Sign in first, then open it again.").link("/login", "Sign in")));
    }

    private Mono<Void> follow(Next next, ServerWebExchange exchange, GatewayFilterChain chain) {
        return switch (next) {
            case Forward enter -> chain.filter(exchange.mutate().request(request -> request.headers(headers -> {
                UnauthenticatedRelay.with(headers, passports.mint(enter.caller().passport(), enter.peer().audience()), exchange);
                LoginRequirement.installation(exchange.getRequest()).ifPresent(cookie -> headers.set(HttpHeaders.COOKIE, cookie));
            })).build());
            case ForwardAnonymously _ -> chain.filter(exchange.mutate()
                    .request(request -> request.headers(headers -> UnauthenticatedRelay.withoutAnyone(headers, exchange))).build());
            case SignInFirst first -> signIn.begin(exchange, first.target(), first.demand().freshness())
                    .onErrorResume(Problem.class, problem -> Page.of(problem).write(exchange));
            case Show show -> show.page().write(exchange);
        };
    }

    /** How it goes on. */
    private sealed interface Next {
    }

    private record Forward(Caller caller, Peer peer) implements Next {
    }

    private record ForwardAnonymously() implements Next {
    }

    private record SignInFirst(LocalTarget target, LoginRequirement demand) implements Next {
    }

    private record Show(Page page) implements Next {
    }
}
