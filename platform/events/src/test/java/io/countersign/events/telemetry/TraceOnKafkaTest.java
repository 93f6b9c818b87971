package io.countersign.events.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.sample.SampleService;
import io.countersign.testkit.Parts;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace goes caller → service → append → relay → policy → command, by headers and by the envelope's {@code traceparent}. */
@Tag("broker")
class TraceOnKafkaTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> CONSUMED = new ConcurrentHashMap<>();
    private static final List<SpanData> SPANS = new CopyOnWriteArrayList<>();

    @TempDir
    Path keys;

    @Configuration(proxyBeanMethods = false)
    static class Policy {
        @Bean
        Automation lightUp(@Value("${countersign.logs[0].topic}") String topic) {
            return new WhenInstalledThenLightUp(EventCatalog.of(topic, LampEvent.class));
        }

        @Bean
        SpanExporter recordingExporter() {
            return new RecordingExporter();
        }
    }

    private static final class RecordingExporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            SPANS.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    record WhenInstalledThenLightUp(EventCatalog source) implements Automation {
        @Override
        public String name() {
            return "light-up";
        }

        @Override
        public List<Object> when(Recorded<?> recorded) {
            if (recorded.event() instanceof LampInstalled installed) {
                CONSUMED.put("traceId", MDC.get("traceId"));
                CONSUMED.put("correlationId", MDC.get("correlationId"));
                return List.of(new SwitchLamp(installed.lampId(), true));
            }
            return List.of();
        }
    }

    @Test
    void oneRequestIsOneTraceToTheLastEventItCauses() {
        try (var service = new SampleService(keys, List.of(Policy.class), Map.of("spring.kafka.bootstrap-servers",
                Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", "countersign.traced",
                "management.opentelemetry.tracing.export.schedule-delay", "100ms"))) {
            var answer = service.post("/api/v1/lamps", "{\"name\":\"traced\"}", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01",
                    "X-Correlation-Id", "chain-7.traced");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("X-Correlation-Id")).contains("chain-7.traced");

            await().until(() -> events(service).stream().anyMatch(event -> type(event, LampSwitched.class)));
            var events = events(service);
            assertThat(events).hasSize(3).allSatisfy(event -> {
                assertThat(event.get("correlationid").asString()).isEqualTo("chain-7.traced");
                assertThat(event.get("traceparent").asString()).matches("00-" + TRACE + "-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
            });
            assertThat(CONSUMED).containsEntry("traceId", TRACE).containsEntry("correlationId", "chain-7.traced");

            await().until(() -> SPANS.stream().filter(span -> span.getName().equals("append sample")).count() == 2
                    && SPANS.stream().anyMatch(span -> span.getName().equals("http post /api/v1/lamps")));
            var request = span("http post /api/v1/lamps");
            var consumed = SPANS.stream().filter(span -> span.getName().equals("consume light-up")).map(SpanData::getParentSpanId).toList();
            assertThat(SPANS).extracting(SpanData::getTraceId).containsOnly(TRACE);
            assertThat(request.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(consumed).as("each event's span hangs below what caused the event").contains(request.getSpanId());
            var installed = events.stream().filter(event -> type(event, LampInstalled.class)).findFirst().orElseThrow();
            assertThat(installed.get("traceparent").asString()).contains(request.getSpanId());
        }
    }

    private static SpanData span(String name) {
        return SPANS.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    private static List<JsonNode> events(SampleService service) {
        return service.bean(EventLogs.class).first().log().read(0, 100).stream().flatMap(commit -> commit.events().stream())
                .map(event -> JsonMapper.shared().readTree(new String(event.bytes(), StandardCharsets.UTF_8))).toList();
    }

    private static boolean type(JsonNode event, Class<?> type) {
        return event.get("type").asString().endsWith("." + type.getSimpleName() + ".v1");
    }
}
