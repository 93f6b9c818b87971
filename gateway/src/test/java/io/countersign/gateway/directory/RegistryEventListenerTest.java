package io.countersign.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A7 at the gateway: an event that cannot be read is taken to touch everything, and no event is left to the framework's handler. */
class RegistryEventListenerTest {
    private final List<Object> told = new ArrayList<>();
    private final RegistryEventListener listener = new RegistryEventListener(told::add, JsonMapper.shared());

    private static ConsumerRecord<String, byte[]> event(@Nullable String value) {
        return new ConsumerRecord<>("countersign.registry", 0, 7, "cli-1", value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEventTouchesItsOrganizationAlone() {
        listener.changed(event("{\"organization\":\"org-1\"}"));

        assertThat(told).containsExactly(new RegistryChanged("org-1"));
        assertThat(new RegistryChanged("org-1").touches("org-1")).isTrue();
        assertThat(new RegistryChanged("org-1").touches("org-2")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "no envelope", "[]", "{\"organization\":{}}", "{}"})
    void whatCannotBeReadMayTouchAny(@Nullable String value) {
        listener.changed(event(value));

        assertThat(told).containsExactly(new RegistryChanged(""));
        assertThat(new RegistryChanged("").touches("org-2")).isTrue();
    }

    @Test
    void aCacheThatFailsHoldsUpNoEvent() {
        var failing = new RegistryEventListener(_ -> {
            throw new IllegalStateException("broken", new ClassCastException());
        }, JsonMapper.shared());

        assertThatCode(() -> failing.changed(event("{}"))).doesNotThrowAnyException();
    }
}
