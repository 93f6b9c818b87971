package io.countersign.gateway.signin;

import io.countersign.gateway.session.SessionAuthenticator;
import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where somebody arrives who signed in without having been on the way to anything. */
@RestController
class HomeController {
    private final SessionAuthenticator authenticator;

    HomeController(SessionAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @GetMapping("/")
    Mono<Void> home(ServerWebExchange exchange) {
        return authenticator.find(exchange.getRequest())
                .map(visitor -> Page.of(HttpStatus.OK, "You are signed in",
                        "You are signed in as " + visitor.session().login().name()
                                + ". Go back to the application that you want to connect.")
                        .link("/logout", "Sign out"))
                .defaultIfEmpty(Page.of(HttpStatus.OK, "Nobody is signed in", "Nobody is signed in here in this browser.")
                        .link("/login", "Sign in"))
                .onErrorResume(Problem.class, problem -> Mono.just(Page.of(problem))).flatMap(page -> page.write(exchange));
    }
}
