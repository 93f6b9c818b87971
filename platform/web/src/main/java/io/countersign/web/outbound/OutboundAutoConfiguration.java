package io.countersign.web.outbound;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The guard, under the settings of this installation, and the fetcher behind it. */
@AutoConfiguration(after = SslAutoConfiguration.class)
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
    OutboundFetcher outboundFetcher(OutboundGuard guard, OutboundProperties settings, SslBundles bundles) {
        return new OutboundFetcher(guard, tls(settings.sslBundle(), bundles), settings.loopbackHttp());
    }

    private static TlsSocketStrategy tls(@Nullable String bundle, SslBundles bundles) {
        return bundle == null
                ? DefaultClientTlsStrategy.createDefault()
                : new DefaultClientTlsStrategy(bundles.getBundle(bundle).createSslContext());
    }

    /** The operators' endpoints listen on the management port. */
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
