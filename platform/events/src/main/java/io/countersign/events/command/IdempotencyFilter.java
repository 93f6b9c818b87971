package io.countersign.events.command;

import com.mongodb.MongoException;
import io.countersign.eventstore.EventLogException;
import io.countersign.eventstore.claim.RequestClaims.Answer;
import io.countersign.eventstore.claim.RequestClaims.Claim;
import io.countersign.eventstore.claim.RequestClaims.Outcome;
import io.countersign.eventstore.claim.RequestClaims;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POST: scoped to organization, actor and route. What was answered with 2xx is answered again, also to who asks
 * while the first is still at it; another body under the same key is 422; a secret that was shown is not kept and is 409
 * {@code already_shown} on repeat. A request that was refused leaves its key free.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final String SHOWN = "countersign-shown-once";
    private static final int LARGEST_BODY = 1 << 20;
    /** Longer than a request acts before somebody else may take it over. */
    private static final Duration PATIENCE = RequestClaims.ACTING.plusSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);

    private final RequestClaims claims;
    private final HandlerExceptionResolver problems;

    IdempotencyFilter(RequestClaims claims, HandlerExceptionResolver problems) {
        this.claims = claims;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || request.getHeader("Idempotency-Key") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var passport = ServletRequestContext.passport();
        if (passport == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var repeatable = RepeatableRequest.of(request, LARGEST_BODY);
            act(awaited(passport, request, repeatable.body()), repeatable, response, chain);
        } catch (Problem | EventLogException problem) {
            problems.resolveException(request, response, null, problem);
        }
    }

    /** Whoever comes second waits for the first, and gets its answer. */
    private Outcome awaited(Passport passport, HttpServletRequest request, byte[] body) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var pause = SHORTEST_PAUSE.toNanos();
        var outcome = outcome(passport, request, body);
        while (outcome instanceof Outcome.Busy && System.nanoTime() < deadline) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            outcome = outcome(passport, request, body);
        }
        return outcome;
    }

    private Outcome outcome(Passport passport, HttpServletRequest request, byte[] body) throws IOException {
        var key = request.getHeader("Idempotency-Key");
        if (!KEY.matcher(key).matches()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed",
                    "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        var scope = String.join("|", String.valueOf(passport.organization()), passport.actor().type().name(), passport.actor().id(),
                request.getMethod(), request.getRequestURI());
        var whole = new ByteArrayOutputStream();
        whole.write(String.valueOf(request.getQueryString()).getBytes(StandardCharsets.UTF_8));
        whole.write('\n');
        whole.write(body);
        return claims.claim(scope, key, whole.toByteArray());
    }

    private void act(Outcome outcome, RepeatableRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (outcome) {
            case Outcome.Mismatch ignored -> throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency_key_reused",
                    "This Idempotency-Key was used for another request.");
            case Outcome.Busy ignored -> throw new Problem(HttpStatus.CONFLICT, "request_in_progress",
                    "The same request is still being carried out. Repeat it with the same Idempotency-Key in a moment.");
            case Outcome.Fresh(var claim) -> handle(claim, false, request, response, chain);
            case Outcome.Repeated(var claim, var answer) -> {
                if (answer.isPresent()) {
                    replay(answer.get(), response);
                } else {
                    handle(claim, true, request, response, chain);
                }
            }
        }
    }

    private void handle(Claim claim, boolean repeated, RepeatableRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var claimed = new ClaimedRequest(claim, repeated, () -> showsOnce(request));
        request.setAttribute(ClaimedRequest.ATTRIBUTE, claimed);
        var kept = new ContentCachingResponseWrapper(response);
        var answered = false;
        try {
            chain.doFilter(request, kept);
            answered = true;
        } finally {
            end(claim, claimed, answered ? kept : null, showsOnce(request));
        }
        kept.copyBodyToResponse();
    }

    /** What took effect is answered again, a refusal frees the key, and of anything else nobody knows: a repeat finds out. */
    private void end(Claim claim, ClaimedRequest claimed, @Nullable ContentCachingResponseWrapper answer, boolean showsOnce) {
        var status = answer == null ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.valueOf(answer.getStatus());
        try {
            if (answer != null && status.is2xxSuccessful()) {
                claims.complete(claim, showsOnce
                        ? new Answer(HttpStatus.CONFLICT.value(), Map.of(SHOWN, "true"), new byte[0])
                        : new Answer(answer.getStatus(), headers(answer), answer.getContentAsByteArray()));
            } else if (status.is4xxClientError() && !claimed.hasActed() && !claimed.repeated()) {
                claims.release(claim);
            } else {
                claims.abandon(claim);
            }
        } catch (MongoException lost) {
            LOG.warn("The outcome of a request with an Idempotency-Key could not be stored ({}); a repeat finds its commit",
                    lost.getCode());
        }
    }

    private static Map<String, String> headers(ContentCachingResponseWrapper kept) {
        var headers = new HashMap<String, String>();
        for (var name : new String[]{HttpHeaders.LOCATION, HttpHeaders.ETAG, "Countersign-Receipt"}) {
            var value = kept.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        var type = kept.getContentType();
        if (type != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, type);
        }
        return headers;
    }

    private static void replay(Answer answer, HttpServletResponse response) throws IOException {
        if (answer.headers().containsKey(SHOWN)) {
            throw new Problem(HttpStatus.CONFLICT, "already_shown", "This request was carried out and its secret was shown once.");
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body());
    }

    private static boolean showsOnce(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                && handler.hasMethodAnnotation(OnceOnly.class);
    }
}
