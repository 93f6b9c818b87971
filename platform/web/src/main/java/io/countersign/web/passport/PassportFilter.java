package io.countersign.web.passport;

import io.countersign.web.problem.ServletProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    private final PassportCheck check;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    PassportFilter(PassportCheck check) {
        this.check = check;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var token = BearerToken.of(request).orElseThrow(() -> new PassportRefused("not one bearer token"));
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PassportAuthentication(check.check(token)));
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
