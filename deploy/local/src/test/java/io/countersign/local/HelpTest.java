package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command tells what it does before it does anything: without a build, a JDK 25 or a platform. */
class HelpTest {
    private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @ValueSource(strings = {"local/up", "local/demo", "local/info", "local/down", "local/run", "bench/run"})
    void isThereForEveryCommand(String command) throws Exception {
        for (var wish : List.of("--help", "-h")) {
            assertThat(run(0, command, wish)).contains("deploy/" + command, "--help");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local/run", "bench/run nonsense"})
    void isShownWhereACommandIsNotOne(String command) throws Exception {
        run(2, command.split(" ", -1));
    }

    private static String run(int expected, String... command) throws IOException, InterruptedException {
        var words = Stream.concat(Stream.of(DEPLOY.resolve(command[0]).toString()), Stream.of(command).skip(1)).toList();
        var process = new ProcessBuilder(words).redirectErrorStream(true);
        process.environment().keySet().retainAll(Set.of("PATH"));
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isEqualTo(expected);
        return said;
    }
}
