package io.countersign.gateway.signin;

import io.countersign.gateway.origin.PublicUrls;
import io.countersign.gateway.session.Cookies;
import io.countersign.gateway.session.CsrfCheck;
import io.countersign.gateway.session.Sessions;
import io.countersign.gateway.session.SessionAuthenticator;
import io.countersign.gateway.session.SessionAuthenticator.Visitor;
import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Signing out: here, then at the identity provider. It ends the session and nothing else; connections stay. */
@RestController
class LogoutController {
    private static final String FIELD = "csrf";

    private final SessionAuthenticator authenticator;
    private final Sessions sessions;
    private final CsrfCheck sameSite;
    private final Cookies cookies;
    private final IdentityProvider provider;

    LogoutController(SessionAuthenticator authenticator, Sessions sessions, CsrfCheck sameSite, Cookies cookies,
            IdentityProvider provider) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.sameSite = sameSite;
        this.cookies = cookies;
        this.provider = provider;
    }

    /** Asks, or says that it is done. */
    @GetMapping("/logout")
    Mono<Void> ask(ServerWebExchange exchange) {
        return authenticator.find(exchange.getRequest()).map(this::question).defaultIfEmpty(done())
                .onErrorResume(Problem.class, problem -> Mono.just(Page.of(problem))).flatMap(page -> page.write(exchange));
    }

    @PostMapping("/logout")
    Mono<Void> logout(ServerWebExchange exchange) {
        return authenticator.find(exchange.getRequest()).map(java.util.Optional::of).defaultIfEmpty(java.util.Optional.empty())
                .flatMap(visitor -> visitor.map(known -> signOut(exchange, known)).orElseGet(() -> done().write(exchange)))
                .onErrorResume(Problem.class, problem -> Page.of(problem).write(exchange));
    }

    private Mono<Void> signOut(ServerWebExchange exchange, Visitor visitor) {
        return exchange.getFormData().doOnNext(form -> sameSite.require(exchange.getRequest(), visitor.secret(), form.getFirst(FIELD)))
                .then(sessions.end(visitor.session())).then(Mono.defer(() -> {
                    cookies.dropSession(exchange.getResponse());
                    return SignIn.redirect(exchange, provider.endSession(visitor.session().login().idToken()));
                }));
    }

    private Page question(Visitor visitor) {
        return Page.of(HttpStatus.OK, "Sign out?",
                "You are signed in as " + visitor.session().login().name() + ". Connections of your applications stay as they are.")
                .button("/logout", FIELD, visitor.secret().csrfToken(), "Sign out",
                        PublicUrls.origin(java.net.URI.create(provider.issuer())));
    }

    private static Page done() {
        return Page.of(HttpStatus.OK, "You are signed out", "Nobody is signed in here in this browser.").link("/login", "Sign in");
    }
}
