package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.ledger.TreeNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal D2 on the real broker: several sources and organizations, duplicates, disorder across partitions, a restart in the middle. */
@Tag("broker")
class EveryEventOnceTest {
    private static final int EVENTS = 600;
    private static final List<String> SOURCES = List.of("/registry", "/connections", "/issuances");
    private static final List<String> ORGANIZATIONS = List.of("org-1", "org-2", "org-3");
    private final Random random = new Random(11);

    @Test
    void everyEventIsExactlyOneEntryWithItsExactBytes(@TempDir Path directory) {
        try (var audit = new RunningAudit(directory)) {
            publish(audit, 0, EVENTS / 2);
            await().until(() -> audit.bean(Intake.class).next(SOURCES.getFirst()) > 10);
            publish(audit, EVENTS / 4, EVENTS);
            audit.restart();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> SOURCES.stream().allMatch(each -> audit.bean(Intake.class).next(each) == EVENTS));
            assertRecorded(audit.bean(History.class));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(lags(audit)).hasSize(3).containsOnly(0.0));
        }
    }

    /** Of every topic that is read, by the meter of all consumers. */
    private static List<Double> lags(RunningAudit audit) {
        return audit.bean(MeterRegistry.class).find("countersign.consumer.lag.events").gauges().stream()
                .filter(gauge -> String.valueOf(gauge.getId().getTag("consumer")).startsWith("intake-")).map(Gauge::value).toList();
    }

    /** Each source's events in any order over the partitions, every fifth of them twice. */
    private void publish(RunningAudit audit, int from, int to) {
        for (var source = 0; source < SOURCES.size(); source++) {
            var positions = new ArrayList<>(LongStream.range(from, to).boxed().toList());
            positions.addAll(positions.stream().filter(position -> position % 5 == 0).toList());
            Collections.shuffle(positions, random);
            for (var position : positions) {
                audit.publish(source % 2, random.nextInt(RunningAudit.PARTITIONS), event(SOURCES.get(source), position));
            }
        }
        audit.published();
    }

    private static DeliveredEvent event(String source, long position) {
        return RealLedger.event(source, position, ORGANIZATIONS.get((int) (position % ORGANIZATIONS.size())));
    }

    private static void assertRecorded(History history) {
        var positions = new TreeMap<String, List<Long>>();
        for (var organization : ORGANIZATIONS) {
            var tree = TreeNames.ofOrganization(organization);
            var size = history.head(tree).orElseThrow().head().size();
            var events = history.range(tree, 0, size + 10);
            assertThat(events).extracting(History.Event::index).isEqualTo(LongStream.range(0, size).boxed().toList());
            for (var event : events) {
                var entry = event.entry();
                assertThat(entry.bytes()).isEqualTo(event(entry.source(), entry.position()).bytes());
                positions.computeIfAbsent(entry.source(), ignored -> new ArrayList<>()).add(entry.position());
            }
        }
        assertThat(positions.keySet()).containsExactlyInAnyOrderElementsOf(SOURCES);
        positions.values()
                .forEach(each -> assertThat(each.stream().sorted().toList()).isEqualTo(LongStream.range(0, EVENTS).boxed().toList()));
    }
}
