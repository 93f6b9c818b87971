package io.countersign.web.passport;

import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ServletProblems;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * What a servlet service lets in: {@code /api/**} with a passport, and of an organization only that organization's caller;
 * {@code /internal/**} from services; the actuator where it is exposed. Everything else is not there, unless the service adds a chain
 * of its own before this one.
 */
@AutoConfiguration(after = PassportAutoConfiguration.class, beforeName = {
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({SecurityFilterChain.class, DispatcherServlet.class})
public class PassportSecurityAutoConfiguration {
    private static final String INTERNAL = "/internal/";

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 20)
    SecurityFilterChain actuatorSecurity(HttpSecurity http) throws Exception {
        return stateless(http).securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    SecurityFilterChain passportSecurity(HttpSecurity http, PassportCheck check) throws Exception {
        return byPassport(http, check).authorizeHttpRequests(PassportSecurityAutoConfiguration::rules).build();
    }

    /** For a chain of the service's own, addresses where a person's browser arrives for example: who calls is known by passport alone. */
    public static HttpSecurity byPassport(HttpSecurity http, PassportCheck check) throws Exception {
        return stateless(http).addFilterBefore(new PassportFilter(check), UsernamePasswordAuthenticationFilter.class)
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint((request, response, refused) -> ServletProblems.unauthenticated(response))
                        .accessDeniedHandler(refused()));
    }

    /** Requests are observed as a whole; a timer around each security filter costs more than the filters. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(jakarta.servlet.DispatcherType.ERROR).permitAll()
                .requestMatchers(INTERNAL + "**").hasRole("SERVICE")
                .requestMatchers("/api/v1/orgs/{orgId}/**").access(ofThatOrganization())
                .requestMatchers("/api/**").authenticated()
                .anyRequest().denyAll();
    }

    private static AuthorizationManager<RequestAuthorizationContext> ofThatOrganization() {
        return (caller, request) -> new AuthorizationDecision(caller.get() != null
                && caller.get().getPrincipal() instanceof Passport passport
                && passport.organization() != null
                && passport.organization().equals(request.getVariables().get("orgId")));
    }

    /** What is another organization's, and what does not exist, look the same. */
    private static AccessDeniedHandler refused() {
        return (request, response, refused) -> ServletProblems.write(response,
                request.getRequestURI().startsWith(INTERNAL) ? Problem.forbidden() : Problem.notFound());
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable).formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /** Paths that the firewall of Spring Security does not let through. */
    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejected) -> ServletProblems.write(response,
                new Problem(HttpStatus.BAD_REQUEST, "bad_request", "The request line is not acceptable."));
    }

    @Bean
    DeniedProblems deniedProblems() {
        return new DeniedProblems();
    }

    /** A denial from within a controller. */
    @RestControllerAdvice
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    static class DeniedProblems {
        /** The firewall judges names and values of parameters when somebody reads them. */
        @ExceptionHandler
        Object rejected(RequestRejectedException rejected) {
            return new Problem(HttpStatus.BAD_REQUEST, "bad_request", "The request is not acceptable.").answer();
        }

        @ExceptionHandler
        Object denied(AccessDeniedException denied) {
            return Problem.forbidden().answer();
        }
    }
}
