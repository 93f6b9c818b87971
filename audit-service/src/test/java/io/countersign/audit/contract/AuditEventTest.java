package io.countersign.audit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportFailed;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.contract.AuditEvent.AuditExportStarted;
import io.countersign.audit.contract.AuditEvent.AuditQueried;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEventTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    static Stream<AuditEvent> events() {
        var filter = new TreeMap<>(Map.of("type", "ClientRevoked", "from", "2026-11-21T09:00:00Z"));
        return Stream.of(new AuditQueried("qry-1", "LIST", filter, 12), new AuditExportRequested("exp-1", "org-1", filter),
                new AuditExportStarted("exp-1", 40), new AuditExportFailed("exp-1", "GAVE_UP"),
                new AuditExportReady("exp-1", 12, "00ff", Instant.parse("2026-11-28T09:00:00Z")), new AuditExportExpired("exp-1"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theApprovedFormIsReadAndWrittenByteForByte(AuditEvent event) throws IOException {
        try (var stream = AuditEventTest.class.getResourceAsStream("/approved/" + event.getClass().getSimpleName() + ".v1.json")) {
            assertThat(stream).isNotNull();
            var approved = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(json.writeValueAsString(event)).isEqualTo(approved);
            assertThat(json.readValue(approved, event.getClass())).isEqualTo(event);
        }
    }
}
