package io.countersign.audit;

import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.Optional;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service's part of the native API looks like (OpenAPI), for the gateway that publishes it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    @Bean
    OpenAPI openApi() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Passport.class, Optional.class);
        return new OpenAPI().info(new Info().title("Countersign audit").version("v1"));
    }
}
