package io.countersign.gateway.signin;

import io.countersign.gateway.session.SeenLogoutTokens;
import io.countersign.gateway.session.Sessions;
import io.countersign.gateway.signin.LogoutTokens.LogoutToken;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The identity provider says that a session of its own is over (OpenID Connect Back-Channel Logout 1.0). No connection ends with it. */
@RestController
class BackChannelLogoutController {
    private final LogoutTokens tokens;
    private final SeenLogoutTokens seen;
    private final Sessions sessions;

    BackChannelLogoutController(LogoutTokens tokens, SeenLogoutTokens seen, Sessions sessions) {
        this.tokens = tokens;
        this.seen = seen;
        this.sessions = sessions;
    }

    @PostMapping("/logout/backchannel")
    Mono<ResponseEntity<Map<String, String>>> logout(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> form.getOrDefault("logout_token", List.of())).filter(sent -> sent.size() == 1)
                .flatMap(sent -> tokens.check(sent.getFirst()))
                .filterWhen(token -> seen.contain(token.id()).map(known -> !known))
                .flatMap(this::end).switchIfEmpty(Mono.fromSupplier(BackChannelLogoutController::refused));
    }

    /** Remembered after the deed: a failure in between has the provider send it again, and ending twice is ending. */
    private Mono<ResponseEntity<Map<String, String>>> end(LogoutToken token) {
        return sessions.endOfProvider(token.userId(), token.session()).then(seen.remember(token.id(), token.end()))
                .thenReturn(answer(HttpStatus.OK, Map.of()));
    }

    private static ResponseEntity<Map<String, String>> refused() {
        return answer(HttpStatus.BAD_REQUEST,
                Map.of("error", "invalid_request", "error_description",
                        "logout_token is not a logout token for us that is seen for the first time"));
    }

    private static ResponseEntity<Map<String, String>> answer(HttpStatus status, Map<String, String> body) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }
}
