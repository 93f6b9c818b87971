package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {

    @TempDir
    Path directory;

    @Test
    void aProcessIdThatBelongsToSomebodyElseByNowIsNotOurs() {
        var recycled = new Running("mongo", ProcessHandle.current().pid(), Instant.parse("2001-01-01T00:00:00Z"), directory);
        assertThat(recycled.alive()).isFalse();
        recycled.kill();
        recycled.stop(Duration.ofSeconds(1));
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void aKilledProcessNeitherServesNorStandsInTheWayOfTheNextStart() {
        var launch = new Launch("sleeper", List.of("/bin/sleep", "600"), Map.of(), directory, directory.resolve("sleeper.log"), () -> false,
                Duration.ofSeconds(20));
        var process = launch.start();
        var running = Running.of("sleeper", process, launch.log());
        assertThat(running.alive()).isTrue();
        process.destroyForcibly();
        assertThat(running.serves(launch)).isFalse();
    }

    @Test
    void whatIsRememberedIsFoundAgain() {
        var data = new DataDirectory(directory);
        var running = Running.of("self", ProcessHandle.current(), directory.resolve("self.log"));
        data.remember(running);
        assertThat(data.processes()).containsExactly(Map.entry("self", running));
        assertThat(data.processes().get("self")).satisfies(found -> assertThat(found.alive()).isTrue());
    }
}
