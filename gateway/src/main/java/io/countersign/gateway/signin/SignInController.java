package io.countersign.gateway.signin;

import io.countersign.gateway.origin.PublicUrls;
import io.countersign.gateway.session.Cookies;
import io.countersign.gateway.session.Login;
import io.countersign.gateway.session.Sessions;
import io.countersign.gateway.session.SessionAuthenticator;
import io.countersign.web.problem.Problem;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code /login?return=…&max_age=…&prompt=login} begins, {@code /login/callback} ends a sign-in. Whoever is signed in as recently as asked
 * goes straight on.
 */
@RestController
class SignInController {
    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** A code of RFC 6749 section 4.1.2.1 or OpenID Connect Core 3.1.2.6. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final SignIn signIn;
    private final SignInAttempts attempts;
    private final IdentityProvider provider;
    private final Sessions sessions;
    private final SessionAuthenticator authenticator;
    private final Cookies cookies;
    private final PublicUrls urls;
    private final Clock clock;

    SignInController(SignIn signIn, SignInAttempts attempts, IdentityProvider provider, Sessions sessions,
            SessionAuthenticator authenticator, Cookies cookies,
            PublicUrls urls, Clock clock) {
        this.signIn = signIn;
        this.attempts = attempts;
        this.provider = provider;
        this.sessions = sessions;
        this.authenticator = authenticator;
        this.cookies = cookies;
        this.urls = urls;
        this.clock = clock;
    }

    @GetMapping("/login")
    Mono<Void> login(ServerWebExchange exchange) {
        var target = parameter(exchange, "return").map(LocalTarget::read).orElse(Optional.of(LocalTarget.HOME));
        var age = parameter(exchange, "max_age");
        var prompt = parameter(exchange, "prompt");
        if (target.isEmpty() || !age.map(SECONDS.asMatchPredicate()::test).orElse(true) || !prompt.map("login"::equals).orElse(true)) {
            return Page.of(HttpStatus.BAD_REQUEST, "This address cannot be signed in for",
                    "return is a path of this site of at most 2,000 characters, max_age a number of seconds, and prompt login.")
                    .link("/login", "Sign in").write(exchange);
        }
        var freshness = new Freshness(age.map(Integer::valueOf).orElse(null), prompt.isPresent());
        return authenticator.find(exchange.getRequest())
                .filter(visitor -> freshness.satisfiedBy(visitor.session().authenticatedAt(), clock.instant())).hasElement()
                .flatMap(known -> known ? onward(exchange, target.get()) : signIn.begin(exchange, target.get(), freshness))
                .onErrorResume(Problem.class, problem -> Page.of(problem).write(exchange));
    }

    @GetMapping("/login/callback")
    Mono<Void> callback(ServerWebExchange exchange) {
        var attempt = parameter(exchange, "state").flatMap(state -> attempts.take(exchange, state));
        if (attempt.isEmpty()) {
            return Page.of(HttpStatus.BAD_REQUEST, "This sign-in is over",
                    "It was begun more than ten minutes ago, has been used already, or was begun in another browser.")
                    .link("/login", "Sign in").write(exchange);
        }
        var code = parameter(exchange, "code");
        var ours = parameter(exchange, "iss").map(provider.issuer()::equals).orElse(true);
        if (code.isEmpty() || !ours) {
            LOG.info("No code came back from the identity provider: {}",
                    parameter(exchange, "error").filter(ERROR.asMatchPredicate()).orElse("it says no reason"));
            return failed(exchange, attempt.get());
        }
        return provider.redeem(code.get(), attempt.get()).flatMap(login -> begin(exchange, login, attempt.get()))
                .onErrorResume(SignInFailed.class, failed -> {
                    LOG.warn("A sign-in was refused: {}", failed.getMessage());
                    return failed(exchange, attempt.get());
                }).onErrorResume(Problem.class, problem -> Page.of(problem).write(exchange));
    }

    /** Under a new secret, whatever the browser had before (session fixation). */
    private Mono<Void> begin(ServerWebExchange exchange, Login login, SignInAttempt attempt) {
        return sessions
                .begin(login, cookies.session(exchange.getRequest()), attempt.freshness().demanded() ? attempt.target().hash() : null)
                .flatMap(secret -> {
                    cookies.setSession(exchange.getResponse(), secret);
                    return onward(exchange, attempt.target());
                });
    }

    private Mono<Void> onward(ServerWebExchange exchange, LocalTarget target) {
        return SignIn.redirect(exchange, URI.create(urls.base() + target.value()));
    }

    private static Mono<Void> failed(ServerWebExchange exchange, SignInAttempt attempt) {
        return Page.of(HttpStatus.BAD_REQUEST, "You are not signed in", "The identity provider did not confirm who you are.")
                .link(SignIn.address(attempt.target()), "Try again").write(exchange);
    }

    /** A parameter that is there once; one that is there twice counts as missing. */
    private static Optional<String> parameter(ServerWebExchange exchange, String name) {
        var sent = exchange.getRequest().getQueryParams().getOrDefault(name, List.of());
        return sent.size() == 1 ? Optional.ofNullable(sent.getFirst()) : Optional.empty();
    }
}
