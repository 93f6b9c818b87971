package io.countersign.consent.directory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The identity provider as it is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DirectoryProperties.class)
class DirectoryConfiguration {
    @Bean(destroyMethod = "close")
    KeycloakDirectory keycloakDirectory(DirectoryProperties settings) {
        return new KeycloakDirectory(settings);
    }
}
