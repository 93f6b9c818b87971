package io.countersign.consent.page;

import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportCheck;
import io.countersign.web.passport.PassportSecurityAutoConfiguration;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;

/** How the pages reach a browser: for people in a session only, never framed, never kept, running nothing and loading nothing foreign. */
@Configuration(proxyBeanMethods = false)
class PageSecurityHeaders {
    /** No script at all; {@code form-action} is our own, which is why the browser is sent on by a page and not by a redirect. */
    static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    SecurityFilterChain consentPages(HttpSecurity http, PassportCheck check) throws Exception {
        return PassportSecurityAutoConfiguration.byPassport(http, check).securityMatcher("/o/*/consent/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().access((caller, _) -> signedIn(caller.get()))).build();
    }

    /** A session names its person and its organization; a bearer token and a key have no page. */
    private static AuthorizationDecision signedIn(@Nullable Authentication caller) {
        return new AuthorizationDecision(caller != null && caller.getPrincipal() instanceof Passport passport && passport.session() != null
                && passport.organization() != null);
    }

    @Bean
    FilterRegistrationBean<Headers> pageHeaders() {
        var filter = new FilterRegistrationBean<>(new Headers());
        filter.addUrlPatterns("/o/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /** RFC 9700 4.16 (framing) and 4.2.4 (referrer): {@code same-origin}, for with {@code no-referrer} a form's Origin would be null. */
    static final class Headers extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            chain.doFilter(request, response);
        }
    }
}
