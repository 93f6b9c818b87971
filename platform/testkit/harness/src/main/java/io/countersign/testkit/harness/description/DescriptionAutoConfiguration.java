package io.countersign.testkit.harness.description;

import io.countersign.web.passport.Passport;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets springdoc describe a service under test. */
@AutoConfiguration
class DescriptionAutoConfiguration {
    @Bean
    OpenAPI openApi() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Passport.class, Optional.class);
        return new OpenAPI().info(new Info().title("Countersign").version("v1"));
    }

    @Bean
    OperationCustomizer headers() {
        return new CommandHeaders();
    }

    @Bean
    OpenApiCustomizer patterns() {
        return new WholeValuePatterns();
    }

    @Bean
    ModelConverter records() {
        return new RecordSchemas();
    }
}
