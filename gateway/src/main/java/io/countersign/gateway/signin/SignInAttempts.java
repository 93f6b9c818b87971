package io.countersign.gateway.signin;

import io.countersign.gateway.session.Cookies;
import io.countersign.gateway.session.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sign-ins under way in one browser, each in a sealed cookie of its own, so that tabs do not disturb each other and nothing is stored
 * for anonymous requests. The oldest gives way when there are too many.
 */
@Component
class SignInAttempts {
    private static final String SECRET = "sign-in-seal";
    private static final String COOKIE = "countersign-signin-";
    private static final int MOST = 5;
    private static final int NAME_LENGTH = 8;

    private final Cookies cookies;
    private final Seal seal;
    private final JsonMapper json;
    private final Clock clock;

    SignInAttempts(Cookies cookies, Seal seal, JsonMapper json, Clock clock) {
        this.cookies = cookies;
        this.seal = seal;
        this.json = json;
        this.clock = clock;
    }

    void keep(ServerWebExchange exchange, SignInAttempt attempt) {
        var living = new HashMap<String, SignInAttempt>();
        exchange.getRequest().getCookies().forEach((name, values) -> {
            if (name.startsWith(cookies.named(COOKIE))) {
                open(name, values).ifPresentOrElse(other -> living.put(name, other), () -> cookies.drop(exchange.getResponse(), name));
            }
        });
        living.entrySet().stream()
                .sorted(Map.Entry.<String, SignInAttempt>comparingByValue(Comparator.comparingLong(SignInAttempt::begun)).reversed())
                .skip(MOST - 1L).forEach(oldest -> cookies.drop(exchange.getResponse(), oldest.getKey()));
        var name = name(attempt.state());
        var sealed = seal.seal(SECRET, name, json.writeValueAsBytes(attempt));
        cookies.set(exchange.getResponse(), name, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), SignInAttempt.LIFE);
    }

    /** The attempt that an answer with this state belongs to, which is over with that; empty when this browser began none such. */
    Optional<SignInAttempt> take(ServerWebExchange exchange, String state) {
        if (state.length() <= NAME_LENGTH) {
            return Optional.empty();
        }
        var name = name(state);
        var attempt = open(name, exchange.getRequest().getCookies().getOrDefault(name, List.of()))
                .filter(mine -> same(mine.state(), state));
        attempt.ifPresent(mine -> cookies.drop(exchange.getResponse(), name));
        return attempt;
    }

    private Optional<SignInAttempt> open(String name, List<HttpCookie> sent) {
        if (sent.size() != 1) {
            return Optional.empty();
        }
        try {
            return seal.open(SECRET, name, Base64.getUrlDecoder().decode(sent.getFirst().getValue()))
                    .map(open -> json.readValue(open, SignInAttempt.class)).filter(attempt -> attempt.lives(clock.instant()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private String name(String state) {
        return cookies.named(COOKIE) + state.substring(0, NAME_LENGTH);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
