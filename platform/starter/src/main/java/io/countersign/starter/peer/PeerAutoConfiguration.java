package io.countersign.starter.peer;

import io.countersign.starter.passport.PassportAutoConfiguration;
import io.countersign.starter.passport.PassportMint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** The {@link Peers} of a service that can prove who it is. */
@AutoConfiguration(after = PassportAutoConfiguration.class)
@ConditionalOnClass(RestClient.class)
@ConditionalOnBean(PassportMint.class)
@EnableConfigurationProperties(PeerProperties.class)
public class PeerAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(Peers.class)
    RestPeers peers(PeerProperties settings, PassportMint mint) {
        return new RestPeers(settings, mint);
    }
}
