package io.countersign.local;

import io.countersign.testkit.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The executable jars that the build left in the project, and where they are laid out to be run. */
record Jars(Path project) {
    /** System property that says that later starts are worth a slower first one after each build. */
    private static final String RECORDING = "countersign.quick-start";

    private static final String VERSION = "0.1.0-SNAPSHOT";

    Path of(String part) {
        var module = part.equals("sample-server") ? project.resolve("deploy").resolve(part) : project.resolve(part);
        var jar = module.resolve("target").resolve(part + "-" + VERSION + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new CannotStart(part + " is not built (" + jar + " is missing). Run deploy/local/up, which builds it, or mvn package.");
        }
        return jar;
    }

    /**
     * What the JVM is told to run. A service of ours is laid out for a quick start, and recorded where that is wanted; the sample server starts
     * quickly as it is.
     *
     * @param launch how the service is launched with such words
     */
    List<String> program(Service service, Function<List<String>, Launch> launch) {
        var executable = of(service.part());
        if (service == Service.SAMPLE) {
            return List.of("-jar", executable.toString());
        }
        var quickStart = QuickStart.of(service.part(), executable, project.resolve("deploy/local/target/quick-start"));
        if (Boolean.getBoolean(RECORDING)) {
            quickStart.record(launch);
        }
        return quickStart.program();
    }
}
