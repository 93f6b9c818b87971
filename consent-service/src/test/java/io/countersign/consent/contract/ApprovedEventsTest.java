package io.countersign.consent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event that was ever stored must stay readable, and today's must be written as approved. */
class ApprovedEventsTest {
    private static final Path APPROVED = Path.of("src/test/resources/approved");
    private static final EventCatalog CATALOG = EventCatalog.of("countersign.consent", MemberAccessEvent.class);

    static Stream<Object> events() {
        return Stream.of(new McpAccessEnabled("acc-org-1-usr-1", "org-1", "usr-1"),
                new McpAccessDisabled("acc-org-1-usr-1", "org-1", "usr-1", "SECURITY"),
                new MemberLeftOrganization("acc-org-1-usr-1", "org-1", "usr-1"), new MemberRejoined("acc-org-1-usr-1", "org-1", "usr-1"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsWrittenAsApprovedAndReadBack(Object event) throws IOException {
        var approved = APPROVED.resolve(event.getClass().getSimpleName() + ".v1.json");

        assertThat(EventJson.mapper().writeValueAsString(event)).isEqualTo(Files.readString(approved).stripTrailing());
        Object read = EventJson.mapper().readValue(Files.readString(approved), event.getClass());
        assertThat(read).isEqualTo(event);
    }

    @Test
    void everyEventHasAnApprovedSample() {
        assertThat(events().map(Object::getClass).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(CATALOG.classes());
    }
}
