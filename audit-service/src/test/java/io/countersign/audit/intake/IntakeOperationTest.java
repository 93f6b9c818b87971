package io.countersign.audit.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.telemetry.EventCorrelations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** What the intake tells whoever looks after it, and what it does when asked. */
class IntakeOperationTest extends IntakeFromATopic {
    @Test
    void kafkaKnowsHowFarItIsBehindAndNeverLessThanTheTruth() throws InterruptedException {
        publish(P0, 0);
        publish(P0, 2);
        publish(P1, 3);
        try (var running = new Started()) {
            assertThat(running.drained().told()).isEqualTo(Map.of(P0, 1L));
            publish(P1, 1);
            assertThat(running.drained().told()).isEqualTo(Map.of(P0, 2L, P1, 2L));
        }
    }

    /** Offsets of a group that says nothing are forgotten after days, and its lag would be the whole topic. */
    @Test
    void whatIsRecordedIsToldAgainThoughNothingHappens() throws InterruptedException {
        publish(P0, 0);
        try (var running = new Started()) {
            running.drained();
            running.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(0)));
            assertThat(running.drained().told()).isEqualTo(Map.of(P0, 0L));
            clock.advance(TopicIntake.SILENCE.plusSeconds(1));
            assertThat(running.drained().told()).isEqualTo(Map.of(P0, 1L));
        }
    }

    @Test
    void takingAnEventIsASpanBelowWhateverCausedIt() throws InterruptedException {
        var parents = new ArrayList<String>();
        observations.observationConfig().observationHandler(new ObservationHandler<ReceiverContext<Object>>() {
            @Override
            public void onStart(ReceiverContext<Object> context) {
                parents.add(context.getContextualName() + " "
                        + context.getGetter().get(requireNonNull(context.getCarrier()), "traceparent"));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ReceiverContext;
            }
        });
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        publish(P0, 0, ("{\"correlationid\":\"chain-7\",\"traceparent\":\"" + trace + "\"}").getBytes(StandardCharsets.UTF_8));
        publish(P0, 1, "no envelope".getBytes(StandardCharsets.UTF_8));
        try (var running = new Started()) {
            running.drained();
        }
        assertThat(parents).containsExactly("consume intake-t " + trace, "consume intake-t null");
        assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
    }

    @Test
    void theTopicIsReadAgainFromItsBeginningWhenAskedTo() throws InterruptedException {
        publish(P0, 0);
        publish(P0, 1);
        try (var running = new Started()) {
            assertThat(running.drained().read).isEqualTo(2);
            running.intake.readAgain();
            assertThat(running.drained().read).isEqualTo(4);
        }
        assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
    }

    /** A7: what is no event of any log parks itself; the events behind it are recorded. */
    @Test
    void aRecordThatNoRelaySentIsKeptAsideAndHoldsUpNothing() throws InterruptedException {
        publish(P0, 0);
        topic.computeIfAbsent(P0, ignored -> new ArrayList<>()).add(new ConsumerRecord<>(TOPIC, 0, 1, null, null));
        publish(P0, 1);
        try (var running = new Started()) {
            running.drained();
        }
        assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
        assertThat(strayMeters.get("countersign.audit.stray.records").gauge().value()).isEqualTo(1);
    }

    @Test
    void aSourceThatDoesNotGoOnIsShownWithThePositionItWaitsFor() throws InterruptedException {
        publish(P0, 0);
        publish(P0, 2);
        var kafka = new KafkaIntake(new IntakeProperties(List.of()), new KafkaProperties(), sources, positions, foreignRecords,
                new EventCorrelations(observations), clock, "audit-service");
        var endpoint = new IntakeEndpoint(sources, kafka, clock);
        var meters = new SimpleMeterRegistry();
        var health = new IntakeHealth(sources, kafka, intake, clock, meters);
        try (var running = new Started()) {
            running.drained();
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            clock.advance(SourceOrder.PATIENCE);
            running.drained();
            assertThat(endpoint.show().sources()).containsExactly(new Sources.SourceStatus(SOURCE, 1, 1, true));
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.health().getDetails()).containsEntry("missing", Map.of(SOURCE, 1L));
            assertThat(meters.get("countersign.audit.missing.positions").gauge().value()).isEqualTo(1);
            publish(P1, 1);
            running.drained();
            assertThat(endpoint.show().sources()).containsExactly(new Sources.SourceStatus(SOURCE, 3, 0, false));
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(meters.get("countersign.audit.missing.positions").gauge().value()).isZero();
        }
        assertThat(endpoint.readAgain("countersign.unheard-of").again()).isFalse();
    }
}
