package io.countersign.web.key;

import io.countersign.web.defaults.ClockAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
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

    @Bean
    KeyExpiry keyExpiry(ObjectProvider<MeterRegistry> meters, Clock clock) {
        return new KeyExpiry(meters.getIfAvailable(SimpleMeterRegistry::new), clock);
    }
}
