package io.countersign.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.command.Commands;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.SampleService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recalled without asking the log. */
class LogStreamsTest {
    private static final String LAMP = "lmp-recalled";
    @TempDir
    static Path keys;
    static SampleService service;

    @BeforeAll
    static void start() {
        service = new SampleService(keys, List.of(), Map.of());
        service.bean(Commands.class).send(new InstallLamp(LAMP, "recalled"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** The memory of appends is bounded; what does not fit makes recalls slower, never older. */
    @Test
    void noFoldIsOlderThanWhatWasAppendedHereHoweverLittleIsRemembered() {
        var streams = new LogStreams(service.bean(EventLogs.class).first(), 0);
        assertThat(recalled(streams)).isEqualTo(new Loaded<>(1, 0));

        var receipt = service.bean(Commands.class).send(new SwitchLamp(LAMP, true));
        streams.appended(LAMP, receipt.sequence());

        assertThat(recalled(streams)).isEqualTo(new Loaded<>(2, 1));
    }

    private static Loaded<Integer> recalled(Streams streams) {
        return streams.recall(LAMP, 0, (count, recorded) -> count + 1);
    }
}
