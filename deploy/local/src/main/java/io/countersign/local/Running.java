package io.countersign.local;

import io.countersign.testkit.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that was started here, as the data directory remembers it. The start time guards against a process id that was given to
 * another program since.
 */
record Running(String name, long pid, Instant started, Path log) {
    static Running of(String name, ProcessHandle process, Path log) {
        return new Running(name, process.pid(), process.info().startInstant().orElse(Instant.EPOCH), log);
    }

    public boolean alive() {
        return handle().isPresent();
    }

    /** Whether it lives and does its work; a process that was killed a moment ago only looks alive. */
    boolean serves(Launch launch) {
        return handle().filter(launch::keepsServing).isPresent();
    }

    /** Asks the process to end, and does not wait for it. */
    void ask() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Asks the process to end, and ends it when it has not after the grace. */
    public void stop(Duration grace) {
        handle().ifPresent(process -> {
            process.destroy();
            if (!ended(process, grace)) {
                process.destroyForcibly();
                ended(process, grace);
            }
        });
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        handle().ifPresent(process -> {
            process.destroyForcibly();
            ended(process, Duration.ofSeconds(10));
        });
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .filter(process -> process.info().startInstant().orElse(Instant.EPOCH).equals(started));
    }

    private static boolean ended(ProcessHandle process, Duration atMost) {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
