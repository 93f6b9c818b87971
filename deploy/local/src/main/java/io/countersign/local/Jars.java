package io.countersign.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The executable jars that the build left in the project. */
record Jars(Path project) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    Path of(String part) {
        var module = part.equals("sample-server") ? project.resolve("deploy").resolve(part) : project.resolve(part);
        var jar = module.resolve("target").resolve(part + "-" + VERSION + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new CannotStart(part + " is not built (" + jar + " is missing). Run deploy/local/up, which builds it, or mvn package.");
        }
        return jar;
    }
}
