package io.countersign.web.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.catalina.session.ManagerBase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What controllers may take as arguments, and how strictly requests are read: what nobody would read is an error. */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({WebMvcConfigurer.class, JsonMapper.class})
class WebAutoConfiguration {
    /** Rules about the future hold by the clock of the service. */
    @Bean
    ValidationConfigurationCustomizer validationClock(ObjectProvider<Clock> clock) {
        return configuration -> configuration.clockProvider(() -> clock.getIfAvailable(Clock::systemUTC));
    }

    /** Only on Tomcat. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({TomcatServletWebServerFactory.class, ManagerBase.class})
    static class Tomcat {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSessions() {
            return factory -> factory.addContextCustomizers(context -> context.setManager(new SessionlessManager()));
        }
    }

    @Bean
    CursorBinding cursorMarks() {
        return new CursorBinding();
    }

    @Bean
    QueryOnly queryOnly() {
        return new QueryOnly();
    }

    @Bean
    WebMvcConfigurer apiConventions(ObjectProvider<JsonMapper> json) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageRequestResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new StrictRequests()).addPathPatterns("/api/**");
            }

            @Override
            public void addFormatters(FormatterRegistry formatters) {
                formatters.addConverter(String.class, Instant.class,
                        text -> Times.parse(text).orElseThrow(() -> new IllegalArgumentException(Times.FORM)));
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                var strict = StrictJson.of(json.getIfAvailable(() -> JsonMapper.builder().build()));
                converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
            }
        };
    }
}
