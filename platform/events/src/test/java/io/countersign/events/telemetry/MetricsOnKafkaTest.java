package io.countersign.events.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.command.Commands;
import io.countersign.events.projection.LampViews;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.SampleService;
import io.countersign.testkit.Parts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a running service, under the names that dashboards and alarms use. */
@Tag("broker")
class MetricsOnKafkaTest {
    private static final String TOPIC = "countersign.measured";

    @TempDir
    Path keys;

    @Test
    void aRunningServiceShowsHowFarEachPartIsBehind() throws Exception {
        try (var service = new SampleService(keys, List.of(LampViews.class), Map.of("spring.kafka.bootstrap-servers",
                Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", TOPIC, "countersign.logs[0].access-topic", TOPIC + ".access",
                "countersign.access.topics", TOPIC + ".access", "countersign.consumers.lag-every", "100ms"))) {
            for (var n = 0; n < 5; n++) {
                service.bean(Commands.class).send(new InstallLamp("lmp-" + n, "lamp " + n));
                service.bean(Commands.class).send(new SwitchLamp("lmp-" + n, false));
            }
            await().untilAsserted(() -> {
                assertThat(metric(service, "countersign_append_seconds_count{error=\"none\",log=\"sample\"}")).hasValue(5);
                assertThat(metric(service, "countersign_append_seconds_sum{error=\"none\",log=\"sample\"}").orElseThrow())
                        .isBetween(0.000_01, 60.0);
                assertThat(metric(service, "countersign_relay_lag_positions{log=\"sample\"}")).hasValue(0);
                assertThat(metric(service, "countersign_relay_lag_seconds{log=\"sample\"}")).hasValue(0);
                assertThat(metric(service, "countersign_relay_active{log=\"sample\"}")).hasValue(1);
                assertThat(metric(service, "countersign_consumer_lag_events{consumer=\"measured-lamps\"}")).hasValue(0);
                assertThat(metric(service, "countersign_consumer_lag_seconds{consumer=\"measured-lamps\"}")).hasValue(0);
                assertThat(metric(service, "countersign_dead_letters_waiting{consumer=\"measured-lamps\"}")).hasValue(0);
                assertThat(metric(service, "countersign_access_feed_age_seconds{topic=\"" + TOPIC + ".access\"}").orElseThrow())
                        .isBetween(0.0, 3.0);
            });
            assertThat(service.manage("/actuator/prometheus").body()).contains("countersign_append_seconds_bucket{");

            skipAnEvent();
            await().untilAsserted(() -> {
                assertThat(metric(service, "countersign_consumer_lag_events{consumer=\"measured-lamps\"}").orElseThrow()).isPositive();
                assertThat(metric(service, "countersign_consumer_lag_seconds{consumer=\"measured-lamps\"}").orElseThrow()).isGreaterThan(1);
            });
        }
    }

    /** An event of a lamp whose first one never came: the view waits for it. */
    private static void skipAnEvent() throws Exception {
        var event = """
                {"specversion":"1.0","id":"01J0","source":"/s","type":"%s.LampSwitched.v1","time":"2026-11-21T09:00:00.000Z","subject":"lmp-gap",\
                "sequence":3,"actortype":"SYSTEM","actorid":"test","correlationid":"gap","data":{"lampId":"lmp-gap","on":true}}"""
                .formatted(TOPIC);
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, null, "lmp-gap", event.getBytes(StandardCharsets.UTF_8),
                    List.<Header>of(new RecordHeader("position", "3".getBytes(StandardCharsets.US_ASCII)),
                            new RecordHeader("sequence", "3".getBytes(StandardCharsets.US_ASCII)))))
                    .get();
        }
    }

    private static OptionalDouble metric(SampleService service, String series) {
        return service.manage("/actuator/prometheus").body().lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1))).findFirst();
    }
}
