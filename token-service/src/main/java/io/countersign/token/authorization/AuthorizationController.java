package io.countersign.token.authorization;

import io.countersign.web.passport.Passport;
import com.mongodb.MongoException;
import io.countersign.eventstore.EventLogException;
import io.countersign.token.issuer.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import io.countersign.web.page.ShortPage;
import io.countersign.web.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a person's browser arrives with a client's request, and where it comes back to with an answer. */
@RestController
class AuthorizationController {
    private static final String ISSUER = "io.countersign.token.issuer.Issuer";
    private static final String DOCUMENT = "document";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationController.class);

    private final AuthorizationStart start;
    private final AuthorizationCompletion completion;

    AuthorizationController(AuthorizationStart start, AuthorizationCompletion completion) {
        this.start = start;
        this.completion = completion;
    }

    /** By GET or POST (OpenID Connect Core section 3.1.2.1); after a POST the browser goes on with GET (RFC 9700 section 4.12). */
    @RequestMapping(path = "/o/{slug}/oauth2/authorize", method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<String> authorize(@RequestAttribute(ISSUER) Issuer issuer,
            @AuthenticationPrincipal @Nullable Passport person,
            @CookieValue(name = BrowserId.COOKIE, required = false) @Nullable String known, HttpServletRequest request) {
        var browser = BrowserId.of(known);
        var parameters = new Parameters(request.getParameterMap());
        return person == null
                ? answer(() -> start.withoutAPerson(issuer, parameters), Optional.empty())
                : answer(() -> start.begin(issuer, lookingAt(request, signedIn(issuer, person)), browser.id(), parameters),
                        Optional.of(browser.cookie(issuer)));
    }

    @GetMapping("/o/{slug}/oauth2/authorize/continue")
    ResponseEntity<String> proceed(@RequestAttribute(ISSUER) Issuer issuer, @AuthenticationPrincipal @Nullable Passport person,
            @RequestParam(name = "request", defaultValue = "") String requestId) {
        return answer(() -> completion.proceed(issuer, signedIn(issuer, person), requestId), Optional.empty());
    }

    /** Only a person in a session of the gateway can say yes to anything; a key or a bearer token cannot. */
    private static Passport signedIn(Issuer issuer, @Nullable Passport caller) {
        if (caller == null || caller.session() == null || !issuer.organizationId().equals(caller.organization())) {
            throw new AuthorizationRefused.OnPage("Sign in first",
                    "Only a member of this organization who is signed in with a browser can connect a client.",
                    "Open this address in a browser.");
        }
        return caller;
    }

    /** What another page embeds is no act of the person, by whose wish owners are asked: browsers tell what they load it for. */
    private static Passport lookingAt(HttpServletRequest request, Passport person) {
        if (!DOCUMENT.equals(Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Dest"), DOCUMENT))) {
            throw new AuthorizationRefused.OnPage("Open this address by itself",
                    "A sign-in request is a page of its own, not a part of another one.",
                    "Connect from your MCP client.");
        }
        return person;
    }

    private ResponseEntity<String> answer(Supplier<String> next, Optional<String> cookie) {
        try {
            return redirect(next.get(), cookie);
        } catch (AuthorizationRefused.AtClient refused) {
            return redirect(refused.location(), cookie);
        } catch (AuthorizationRefused.OnPage refused) {
            return page(HttpStatus.BAD_REQUEST, refused);
        } catch (Problem | EventLogException | MongoException silent) {
            LOG.warn("An authorization cannot be decided, a dependency is unavailable", silent);
            return page(HttpStatus.SERVICE_UNAVAILABLE, notNow());
        }
    }

    private static AuthorizationRefused.OnPage notNow() {
        return new AuthorizationRefused.OnPage("This does not work right now",
                "A part of this service does not answer, so nothing was decided and nothing was allowed.", "Reload this page in a moment.");
    }

    private static ResponseEntity<String> page(HttpStatus status, AuthorizationRefused.OnPage refused) {
        var page = ShortPage.of(refused.title(), refused.what()).advice(refused.advice());
        return ResponseEntity.status(status).contentType(HTML)
                .header("Content-Security-Policy", page.contentSecurityPolicy()).header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, "no-store").body(page.html());
    }

    private static ResponseEntity<String> redirect(String location, Optional<String> cookie) {
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(location))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer");
        cookie.ifPresent(value -> answer.header(HttpHeaders.SET_COOKIE, value));
        return answer.build();
    }
}
