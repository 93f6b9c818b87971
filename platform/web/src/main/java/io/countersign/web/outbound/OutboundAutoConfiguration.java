package io.countersign.web.outbound;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The guard, under the settings of this installation, and the fetcher behind it. */
@AutoConfiguration
@EnableConfigurationProperties(OutboundProperties.class)
class OutboundAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    OutboundGuard.Names outboundNames() {
        return InetAddress::getAllByName;
    }

    @Bean
    OutboundGuard outboundGuard(OutboundProperties settings, OutboundGuard.Names names, Environment environment) {
        return new OutboundGuard(settings.allowedRanges(), refusedPorts(settings, environment), names);
    }

    @Bean
    @ConditionalOnMissingBean
    OutboundFetcher outboundFetcher(OutboundGuard guard) {
        return new OutboundFetcher(guard, DefaultClientTlsStrategy.createDefault());
    }

    /** The management port has the operator's doors behind it. */
    private static Supplier<Set<Integer>> refusedPorts(OutboundProperties settings, Environment environment) {
        return () -> {
            var refused = new HashSet<>(settings.refusedPorts());
            var management = environment.getProperty("local.management.port", Integer.class,
                    environment.getProperty("management.server.port", Integer.class, 0));
            refused.add(management);
            return refused;
        };
    }
}
