package io.countersign.events.command;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.log.EventLogs;
import io.countersign.eventstore.claim.MongoRequestClaims;
import io.countersign.eventstore.claim.RequestClaims;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Sending commands from controllers, automations and sweepers of a servlet service. */
@AutoConfiguration(after = AxonLogAutoConfiguration.class, afterName = {"org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "io.countersign.web.defaults.ClockAutoConfiguration"})
@ConditionalOnBean(EventLogs.class)
class CommandAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(RequestContext.class)
    RequestContext requestContext(@Value("${spring.application.name}") String service, ObjectProvider<ServletRequests> servlet) {
        return servlet.stream().findFirst().map(requests -> requests.context(service)).orElseGet(() -> RequestContext.none(service));
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(RequestContext context, Clock clock) {
        return new UlidIds(context, clock);
    }

    /** Where aggregates are. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CommandBus.class)
    @ConditionalOnBean(AppendCollector.class)
    static class Aggregates {
        @Bean
        @ConditionalOnMissingBean
        Commands commands(CommandBus bus, EventLogs logs, AppendCollector collector, RequestContext context,
                ObjectProvider<MeterRegistry> meters) {
            return new AxonCommands(bus, logs.first().log(), collector, new CommandTarget(), context,
                    meters.getIfAvailable(SimpleMeterRegistry::new));
        }
    }

    /** Where requests come through the servlet stack and callers carry a passport. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({DispatcherServlet.class, SecurityContextHolder.class})
    static class OverServlets {
        @Bean
        ServletRequests servletRequests() {
            return ServletRequestContext::new;
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(MongoDatabase.class)
        RequestClaims requestClaims(MongoDatabase database, Clock clock) {
            return new MongoRequestClaims(database, clock);
        }

        /** Behind Spring Security (order -100), in front of everything that acts. */
        @Bean
        @ConditionalOnBean(RequestClaims.class)
        FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(RequestClaims claims,
                @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
            var registration = new FilterRegistrationBean<>(new IdempotencyFilter(claims, problems));
            registration.setOrder(0);
            return registration;
        }
    }

    /** Keeps servlet types out of services that have none. */
    interface ServletRequests {
        RequestContext context(String service);
    }
}
