package io.countersign.gateway.signin;

import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Sends a browser to the identity provider, from where it comes back to the very address it wanted. */
@Component
public class SignIn {
    private final IdentityProvider provider;
    private final SignInAttempts attempts;
    private final Clock clock;

    SignIn(IdentityProvider provider, SignInAttempts attempts, Clock clock) {
        this.provider = provider;
        this.attempts = attempts;
        this.clock = clock;
    }

    public Mono<Void> begin(ServerWebExchange exchange, LocalTarget target, Freshness freshness) {
        return Mono.defer(() -> {
            var attempt = SignInAttempt.begin(target, freshness, clock.instant());
            attempts.keep(exchange, attempt);
            return redirect(exchange, provider.authorization(attempt));
        });
    }

    static Mono<Void> redirect(ServerWebExchange exchange, URI to) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.SEE_OTHER);
        response.getHeaders().set(HttpHeaders.LOCATION, to.toString());
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().set("Referrer-Policy", "no-referrer");
        return response.setComplete();
    }

    /** The address that signs in and comes back here. */
    static String address(LocalTarget target) {
        return "/login?return=" + UriUtils.encode(target.value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
