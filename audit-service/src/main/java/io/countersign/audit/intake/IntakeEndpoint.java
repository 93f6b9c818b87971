package io.countersign.audit.intake;

import io.countersign.audit.intake.Sources.SourceStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * The operator's way to a source that does not go on, on the management port only: what is waited for and why, and reading a topic again
 * from its beginning. What an event says is never shown.
 */
@Component
@Endpoint(id = "intake")
class IntakeEndpoint {
    private final Sources sources;
    private final KafkaIntake topics;
    private final Clock clock;

    IntakeEndpoint(Sources sources, KafkaIntake topics, Clock clock) {
        this.sources = sources;
        this.topics = topics;
        this.clock = clock;
    }

    @ReadOperation
    Intakes show() {
        return new Intakes(sources.statuses(clock.instant()), topics.troubles());
    }

    /** What is recorded is passed over, so doing it for nothing costs time only. */
    @WriteOperation
    Reading readAgain(String topic) {
        return new Reading(topic, topics.readAgain(topic));
    }

    /**
     * @param sources    in the order of their names
     * @param unreadable topics that cannot be read, and why
     */
    record Intakes(List<SourceStatus> sources, Map<String, String> unreadable) {
    }

    /** @param again false when this topic is not one that is read here */
    record Reading(String topic, boolean again) {
    }
}
