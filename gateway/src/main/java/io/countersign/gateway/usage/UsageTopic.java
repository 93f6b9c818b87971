package io.countersign.gateway.usage;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The gateways are the only writers of the usage topic and make it when it is missing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsageTopic.Properties.class)
class UsageTopic {
    @Bean
    NewTopic usage(Properties properties) {
        return TopicBuilder.name(KafkaFacts.TOPIC).partitions(properties.partitions())
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(properties.retention().toMillis())).build();
    }

    /**
     * @param partitions of a topic that is made new
     * @param retention  how long facts are kept; denials are kept 90 days
     */
    @ConfigurationProperties("countersign.usage")
    record Properties(@DefaultValue("6") int partitions, @DefaultValue("90d") Duration retention) {
    }
}
