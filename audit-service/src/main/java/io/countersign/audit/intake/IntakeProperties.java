package io.countersign.audit.intake;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is recorded.
 *
 * @param topics every event topic of the installation
 */
@ConfigurationProperties("countersign.audit")
record IntakeProperties(List<String> topics) {
    IntakeProperties {
        topics = List.copyOf(topics);
    }
}
