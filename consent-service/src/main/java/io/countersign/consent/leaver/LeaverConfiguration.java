package io.countersign.consent.leaver;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The watch as it is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaverProperties.class)
class LeaverConfiguration {
}
