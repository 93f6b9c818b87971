package io.countersign.web.defaults;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The settings every service starts from; any other source of settings wins over them. */
class ServiceDefaults implements EnvironmentPostProcessor, Ordered {
    private static final String NAME = "countersign-defaults";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getPropertySources().contains(NAME)) {
            environment.getPropertySources().addLast(new MapPropertySource(NAME, DEFAULTS));
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("server.tomcat.keep-alive-timeout", "75s"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
            Map.entry("spring.threads.virtual.enabled", "true"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.main.keep-alive", "true"),
            Map.entry("spring.jmx.enabled", "false"),
            Map.entry("spring.web.locale", "en"),
            Map.entry("spring.web.locale-resolver", "fixed"),
            Map.entry("spring.web.error.include-message", "never"),
            Map.entry("spring.web.error.include-exception", "false"),
            Map.entry("spring.web.error.include-stacktrace", "never"),
            Map.entry("spring.web.error.include-binding-errors", "never"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("spring.mvc.log-resolved-exception", "false"),
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            Map.entry("spring.servlet.multipart.enabled", "false"),
            Map.entry("management.server.address", "127.0.0.1"),
            Map.entry("management.server.port", "0"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus,info,deadletters,views,relay"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.validate-group-membership", "false"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,accessTable,relay,consumers"),
            Map.entry("management.endpoint.health.show-details", "never"),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.health.diskspace.enabled", "false"),
            Map.entry("management.health.ssl.enabled", "false"),
            Map.entry("management.metrics.distribution.percentiles-histogram.countersign.append", "true"),
            Map.entry("management.tracing.propagation.type", "w3c"),
            Map.entry("management.tracing.baggage.enabled", "false"),
            Map.entry("management.tracing.sampling.probability", "0.1"),
            Map.entry("axon.axonserver.enabled", "false"),
            Map.entry("axon.update-check.disabled", "true"),
            Map.entry("axon.serializer.general", "jackson"),
            Map.entry("axon.serializer.events", "jackson"),
            Map.entry("axon.serializer.messages", "jackson"),
            Map.entry("axon.timeout.enabled", "false"),
            Map.entry("logging.level.org.axonframework.modelling.command.AbstractRepository", "error"),
            Map.entry("logging.level.org.apache.kafka", "warn"),
            Map.entry("logging.pattern.console", LogLines.PATTERN));
}
