package io.countersign.events.command;

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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POST: scoped to organization, actor and route. What was answered with 2xx is answered again; another body
 * under the same key is 422; a secret that was shown is not kept and is 409 {@code already_shown} on repeat.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final String SHOWN = "countersign-shown-once";
    private static final int LARGEST_BODY = 1 << 20;

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
            act(outcome(passport, request, repeatable.body()), repeatable, response, chain);
        } catch (Problem problem) {
            problems.resolveException(request, response, null, problem);
        }
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
        request.setAttribute(ClaimedRequest.ATTRIBUTE, new ClaimedRequest(claim, repeated, () -> showsOnce(request)));
        var kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        if (HttpStatus.valueOf(kept.getStatus()).is2xxSuccessful()) {
            claims.complete(claim, showsOnce(request)
                    ? new Answer(HttpStatus.CONFLICT.value(), Map.of(SHOWN, "true"), new byte[0])
                    : new Answer(kept.getStatus(), headers(kept), kept.getContentAsByteArray()));
        }
        kept.copyBodyToResponse();
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
