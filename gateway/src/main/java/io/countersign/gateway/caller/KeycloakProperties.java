package io.countersign.gateway.caller;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider whose tokens open the native API.
 *
 * @param issuer   realm URL; without it no person can call with a token
 * @param audience what a token must name to be meant for us
 */
@ConfigurationProperties("countersign.keycloak")
record KeycloakProperties(@Nullable URI issuer, @DefaultValue("countersign-api") String audience) {
}
