package io.countersign.events.operator;

import io.countersign.events.log.EventLogs;
import io.countersign.events.log.EventWriter;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the filter before the management server of a servlet service; where that is the public server, before its endpoints. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
@EnableConfigurationProperties(OperatorProperties.class)
class OperatorEndpointConfiguration {
    @Bean
    FilterRegistrationBean<OperatorEndpointFilter> operatorEndpointFilter(OperatorProperties settings, WebEndpointProperties endpoints,
            ObjectProvider<EventLogs> logs, ObjectProvider<EventWriter> writer, Clock clock, Environment environment) {
        var uses = Optional.ofNullable(logs.getIfAvailable()).map(own -> new OperatorUses(own, writer.getObject(), clock));
        var base = endpoints.getBasePath();
        var registration = new FilterRegistrationBean<>(
                new OperatorEndpointFilter(base, new OperatorTokens(settings.tokenDirectory()), uses));
        registration.addUrlPatterns(ManagementPortType.get(environment) == ManagementPortType.SAME ? base + "/*" : "/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
