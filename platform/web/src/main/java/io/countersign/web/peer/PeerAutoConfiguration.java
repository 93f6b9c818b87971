package io.countersign.web.peer;

import io.countersign.web.passport.PassportAutoConfiguration;
import io.countersign.web.passport.PassportMint;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** The {@link Peers} of a service that can prove who it is. */
@AutoConfiguration(after = PassportAutoConfiguration.class, afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(RestClient.class)
@ConditionalOnBean(PassportMint.class)
@EnableConfigurationProperties(PeerProperties.class)
public class PeerAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(Peers.class)
    RestPeers peers(PeerProperties settings, PassportMint mint, ObjectProvider<ObservationRegistry> observations) {
        return new RestPeers(settings, mint, observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }
}
