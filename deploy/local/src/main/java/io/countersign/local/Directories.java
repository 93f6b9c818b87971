package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which data directory a command is about. */
final class Directories {
    private final Path usual;
    /** Where it stands which one was started last. */
    private final Path latest;
    private final Path target;

    Directories(Path project) {
        this.usual = project.resolve("deploy/local/data");
        this.target = project.resolve("deploy/local/target");
        this.latest = target.resolve("data-directory");
    }

    /** Of a platform that is to be started; it is the latest one then. */
    Path toStart(@Nullable Path given) {
        var directory = (given == null ? usual : given).toAbsolutePath().normalize();
        try {
            Files.createDirectories(target);
            Files.writeString(latest, directory.toString());
        } catch (IOException unwritable) {
            throw new CannotStart("It cannot be noted where the data is (" + latest + "): " + unwritable.getMessage());
        }
        return directory;
    }

    /** Of a platform that was started. */
    Path of(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        try {
            return Files.exists(latest) ? Path.of(Files.readString(latest)) : usual;
        } catch (IOException unreadable) {
            throw new CannotStart("It cannot be read where the data is (" + latest + "): give --data.");
        }
    }
}
