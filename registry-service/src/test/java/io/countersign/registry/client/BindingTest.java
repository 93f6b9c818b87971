package io.countersign.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A binding lasts until the moment its owner named, and not at it. */
class BindingTest {
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private final Binding ending = Binding.NONE.begin(new TreeSet<>(List.of("read")), END, 1);

    @Test
    void itIsOverAtItsEnd() {
        assertThat(ending.lasts(END.minusNanos(1))).isTrue();
        assertThat(ending.lasts(END)).isFalse();
        assertThat(Binding.NONE.begin(new TreeSet<>(), null, 1).lasts(Instant.MAX)).isTrue();
        assertThat(ending.finish(false, 2).lasts(END.minusNanos(1))).isFalse();
    }
}
