package io.countersign.web.passport;

import io.countersign.web.problem.ServletProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates by passport (RFC 6750 2.1: one {@code Authorization: Bearer} header) and by nothing else. */
final class PassportFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(PassportFilter.class);
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) ([A-Za-z0-9_.-]+)");

    private final PassportCheck check;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    PassportFilter(PassportCheck check) {
        this.check = check;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var bearer = BEARER.matcher(headers.getFirst());
            if (headers.size() > 1 || !bearer.matches()) {
                throw new PassportRefused("not one bearer token");
            }
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PassportAuthentication(check.check(bearer.group(1))));
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
        } catch (PassportRefused refused) {
            log.info("Passport refused: {}", refused.getMessage());
            SecurityContextHolder.clearContext();
            ServletProblems.unauthenticated(response);
            return;
        }
        chain.doFilter(request, response);
    }
}
