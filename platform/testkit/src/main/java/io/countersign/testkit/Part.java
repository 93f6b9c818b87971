package io.countersign.testkit;

import java.nio.file.Path;
import java.util.Optional;

/** A server Countersign stands on. Its data outlive its process. */
public interface Part {

    String name();

    /** Whether we run it; a given one (a connection string from outside) can be used but neither started nor killed. */
    boolean ours();

    /** What serves here, in words for people. */
    String origin();

    Optional<ProcessHandle> process();

    Optional<Path> log();

    /** Starts it on its data and returns when it serves; nothing happens when it runs or is given. */
    void start();

    /** Ends its process at once, as a power cut of that process would. */
    void kill();

    /** Asks its process to end, and waits until it has. */
    void stop();

    /** Kills it and starts it again on the same data. */
    default void restart() {
        kill();
        start();
    }
}
