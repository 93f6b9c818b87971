package io.countersign.local;

import io.countersign.local.demo.DemonstrationFailed;
import io.countersign.local.demo.Journey;
import io.countersign.local.demo.StepReporter;
import io.countersign.testkit.PartFailed;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/local/up}, {@code demo}, {@code info} and {@code down}. */
@Command(name = "deploy/local", description = "The whole platform on this machine.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class Main {
    private static final String DEFAULT_BASE = "8080";
    private static final String LATEST = "Where data and logs are; not given, where up was told last.";
    private final Path project = Path.of(System.getProperty("countersign.project", "."));
    private final Directories directories = new Directories(project);

    private Main() {
    }

    public static void main(String... arguments) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, _, _) -> {
            switch (failure) {
                case CannotStart _,PartFailed _,DemonstrationFailed _ -> System.err.println("\n" + failure.getMessage());
                case UncheckedIOException _ -> System.err.println("\nA part does not answer: " + failure.getMessage());
                default -> System.err.println("\nThis should not have happened, and is worth reporting: " + failure);
            }
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Command(description = "Starts the platform, then shows what it does.")
    void up(@Option(names = "--no-demo", description = "Only start.") boolean noDemo,
            @Option(names = "--data", description = "Where data and logs are kept (deploy/local/data).") @Nullable Path data,
            @Option(names = "--port-base", defaultValue = DEFAULT_BASE, description = "First of the ports (${DEFAULT-VALUE}).") int portBase) {
        System.out.println("Starting Countersign");
        var platform = LocalPlatform.in(directories.toStart(data), portBase, project, Progress.printing(System.out));
        platform.up();
        Tables.print(platform.describe(), System.out);
        if (!noDemo) {
            demonstrate(platform, false);
        }
    }

    @Command(description = "Repeats the demonstration on the running platform.")
    void demo(@Option(names = "--json", description = "One JSON document instead of lines.") boolean json,
            @Option(names = "--data", description = LATEST) @Nullable Path data) {
        demonstrate(LocalPlatform.recorded(directories.of(data), project, Progress.silent()), json);
    }

    @Command(description = "Prints addresses, users, keys and processes as JSON.")
    void info(@Option(names = "--data", description = LATEST) @Nullable Path data) {
        System.out.println(JsonMapper.builder().build().writerWithDefaultPrettyPrinter()
                .writeValueAsString(LocalPlatform.recorded(directories.of(data), project, Progress.silent()).describe()));
    }

    @Command(description = "Stops what up started; the data stays.")
    void down(@Option(names = "--data", description = LATEST) @Nullable Path data) {
        LocalPlatform.recorded(directories.of(data), project, Progress.printing(System.out)).down();
    }

    private static void demonstrate(LocalPlatform platform, boolean json) {
        new Journey(platform.target(), new StepReporter(System.out, json))
                .run(Long.toString(Clock.systemUTC().millis(), Character.MAX_RADIX));
    }
}
