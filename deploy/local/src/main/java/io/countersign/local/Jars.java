package io.countersign.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The executable jars that the build left in the project, and where they are laid out to be run. */
record Jars(Path project) {
    /** System property that says that the first run after a build records what makes later starts quick. */
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

    /** What the JVM is told to run. A service of ours is laid out for a quick start; the sample server starts quickly as it is. */
    List<String> program(Service service) {
        var executable = of(service.part());
        return service == Service.SAMPLE
                ? List.of("-jar", executable.toString())
                : quickStart(service, executable)
                        .program(Boolean.getBoolean(RECORDING));
    }

    /** Services that have ended wrote down what makes their next start quick: from now on it is used. */
    void keepRecordings() {
        Arrays.stream(Service.values()).filter(service -> service != Service.SAMPLE)
                .forEach(service -> quickStart(service, of(service.part())).keepRecording());
    }

    private QuickStart quickStart(Service service, Path executable) {
        return QuickStart.of(service.part(), executable, project.resolve("deploy/local/target/quick-start"));
    }
}
