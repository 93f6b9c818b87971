package io.countersign.token.usage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** A usage fact that cannot be recorded now comes again until it can; none is passed over. */
@Configuration(proxyBeanMethods = false)
class UsageRetries {
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    @Bean
    CommonErrorHandler usageErrorHandler() {
        var pauses = new ExponentialBackOff();
        pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
        return new DefaultErrorHandler(pauses);
    }
}
