package io.countersign.web.key;

import io.countersign.web.defaults.ClockAutoConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The {@link KeyVault} of a service that names a directory of keys. */
@AutoConfiguration(after = ClockAutoConfiguration.class)
@ConditionalOnProperty("countersign.keys.directory")
@EnableConfigurationProperties(KeysProperties.class)
public class KeyAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    KeyVault keyVault(KeysProperties keys, Clock clock) {
        return new DirectoryKeyVault(Path.of(keys.directory()), keys.createMissing(), clock);
    }
}
