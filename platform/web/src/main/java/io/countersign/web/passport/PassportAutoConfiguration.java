package io.countersign.web.passport;

import io.countersign.web.defaults.ClockAutoConfiguration;
import io.countersign.web.key.KeyAutoConfiguration;
import io.countersign.web.key.KeyVault;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Minting and checking passports, wherever there are keys. */
@AutoConfiguration(after = {ClockAutoConfiguration.class, KeyAutoConfiguration.class})
@ConditionalOnBean(KeyVault.class)
@EnableConfigurationProperties(PassportProperties.class)
public class PassportAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PassportMint passportMint(@Value("${spring.application.name}") String service, KeyVault keys, Clock clock) {
        return new SigningPassportMint(service, keys, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    PassportCheck passportCheck(@Value("${spring.application.name}") String service, PassportProperties passports, KeyVault keys,
            Clock clock) {
        return new PassportCheck(service, passports.trustedIssuers(), passports.callerIssuers(), keys, clock);
    }
}
