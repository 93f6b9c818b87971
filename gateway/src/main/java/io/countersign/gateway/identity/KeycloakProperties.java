package io.countersign.gateway.identity;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider of people.
 *
 * @param issuer       realm URL; without it nobody can sign in or call with a token
 * @param audience     what a bearer token must name to be meant for the native API
 * @param clients      by whom a bearer token must have been asked for ({@code azp}): who may act for people at the native API
 * @param clientId     the confidential client that people sign in with at this gateway
 * @param clientSecret its secret; without it nobody can sign in
 */
@ConfigurationProperties("countersign.keycloak")
public record KeycloakProperties(@Nullable URI issuer, @DefaultValue("countersign-api") String audience,
        @DefaultValue("countersign-api") Set<String> clients, @DefaultValue("countersign-gateway") String clientId,
        @Nullable String clientSecret) {
    public KeycloakProperties {
        clients = Set.copyOf(clients);
        clientSecret = clientSecret == null || clientSecret.isBlank() ? null : clientSecret;
    }

    @Override
    public String toString() {
        return "KeycloakProperties[issuer=" + issuer + ", audience=" + audience + ", clientId=" + clientId + "]";
    }
}
