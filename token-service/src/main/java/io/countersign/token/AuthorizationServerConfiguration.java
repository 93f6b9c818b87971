package io.countersign.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.countersign.web.passport.PassportCheck;
import io.countersign.web.passport.PassportSecurityAutoConfiguration;
import io.countersign.token.client.ClientAuthentication;
import io.countersign.token.client.PresentedCredentials;
import io.countersign.token.code.CodeGrant;
import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.introspection.Introspection;
import io.countersign.token.issuance.ClientCredentialsGrant;
import io.countersign.token.issuance.TokenResponseHandler;
import io.countersign.token.refresh.RefreshGrant;
import io.countersign.token.refusal.OAuthRefusals;
import io.countersign.token.refusal.DependencyUnavailable;
import io.countersign.token.revocation.TokenRevocation;
import io.countersign.token.signingkey.SigningKeys;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * Spring's authorization server with our stores: its endpoints and their order, our words on who a client is, what it may have, and how a
 * refusal looks. The addresses in front of it are {@code IssuerFilter}'s.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    SecurityFilterChain authorizationServer(HttpSecurity http, PresentedCredentials credentials, ClientAuthentication clients,
            ClientCredentialsGrant clientCredentials, CodeGrant code, RefreshGrant refresh, Introspection introspection,
            TokenRevocation revocation, TokenResponseHandler answer,
            OAuthRefusals refusals) {
        return stateless(http).securityMatcher("/o/*/oauth2/token", "/o/*/oauth2/introspect", "/o/*/oauth2/revoke")
                .addFilterBefore(new DependencyUnavailable(refusals), SecurityContextHolderFilter.class)
                .oauth2AuthorizationServer(server -> server
                        .clientAuthentication(client -> client
                                .authenticationConverters(AuthorizationServerConfiguration.<AuthenticationConverter>only(credentials))
                                .authenticationProviders(AuthorizationServerConfiguration.<AuthenticationProvider>only(clients))
                                .errorResponseHandler(refusals))
                        .tokenEndpoint(token -> token
                                .accessTokenRequestConverters(AuthorizationServerConfiguration
                                        .<AuthenticationConverter>only(new OAuth2ClientCredentialsAuthenticationConverter(),
                                                new OAuth2AuthorizationCodeAuthenticationConverter(),
                                                new OAuth2RefreshTokenAuthenticationConverter()))
                                .authenticationProviders(
                                        AuthorizationServerConfiguration.<AuthenticationProvider>only(clientCredentials, code, refresh))
                                .accessTokenResponseHandler(answer).errorResponseHandler(refusals))
                        .tokenIntrospectionEndpoint(endpoint -> endpoint
                                .authenticationProviders(AuthorizationServerConfiguration.<AuthenticationProvider>only(introspection))
                                .errorResponseHandler(refusals))
                        .tokenRevocationEndpoint(endpoint -> endpoint
                                .authenticationProviders(AuthorizationServerConfiguration.<AuthenticationProvider>only(revocation))
                                .errorResponseHandler(refusals)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated()).build();
    }

    /** Where persons come, by the gateway that knows them; who comes without a passport is told so there (OpenID Connect, prompt=none). */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 9)
    SecurityFilterChain persons(HttpSecurity http, PassportCheck check) throws Exception {
        return PassportSecurityAutoConfiguration.byPassport(http, check)
                .securityMatcher(Arrays.stream(OAuthEndpoint.values()).filter(OAuthEndpoint::isForPersons)
                        .map(endpoint -> "/o/*/oauth2/" + endpoint.path()).toArray(String[]::new))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 11)
    SecurityFilterChain issuerMetadata(HttpSecurity http) {
        return stateless(http).securityMatcher("/.well-known/**", "/o/**")
                .headers(headers -> headers.cacheControl(cache -> cache.disable()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder().multipleIssuersAllowed(true).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeySource(SigningKeys keys) {
        return (selector, _) -> selector.select(new JWKSet(List.of(keys.active())));
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable).anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Consumer<List<T>> only(T... ours) {
        return defaults -> {
            defaults.clear();
            defaults.addAll(List.of(ours));
        };
    }
}
