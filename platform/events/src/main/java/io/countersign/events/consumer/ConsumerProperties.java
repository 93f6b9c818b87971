package io.countersign.events.consumer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service reads topics.
 *
 * @param lagEvery  how often Kafka is asked how far each consumer is behind
 * @param batch     events handled at once, at most
 * @param retryEvery how often what waits in the dead letters is tried again without anybody asking
 */
@ConfigurationProperties("countersign.consumers")
record ConsumerProperties(@DefaultValue("2s") Duration lagEvery, @DefaultValue("500") int batch,
        @DefaultValue("10m") Duration retryEvery) {
    ConsumerProperties {
        if (lagEvery.toMillis() < 1 || batch < 1 || retryEvery.toMillis() < 1) {
            throw new IllegalArgumentException("countersign.consumers: lag-every, batch and retry-every must be positive");
        }
    }
}
