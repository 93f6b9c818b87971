package io.countersign.testkit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part in a process of ours: to be started here, or by somebody else as {@link #prepare()}, {@link #launch()}, {@link #started()} say. */
public abstract class LaunchedPart implements Part {

    private static final long SECONDS_TO_STOP = 20;

    private @Nullable ProcessHandle process;

    /** How it is started on its data. */
    public abstract Launch launch();

    /** Makes its data ready; called before every start. */
    public void prepare() {
    }

    /** What is left to do once it serves. */
    public void started() {
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public final synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).filter(ProcessHandle::isAlive);
    }

    @Override
    public Optional<Path> log() {
        return Optional.of(launch().log());
    }

    @Override
    public final synchronized void start() {
        if (process().isPresent()) {
            return;
        }
        prepare();
        Launch launch = launch();
        ProcessHandle begun = launch.start();
        process = begun;
        try {
            launch.awaitReady(begun);
            started();
        } catch (RuntimeException failed) {
            begun.destroyForcibly();
            throw failed;
        }
    }

    @Override
    public final synchronized void kill() {
        process().ifPresent(running -> {
            running.destroyForcibly();
            ended(running);
        });
    }

    @Override
    public final synchronized void stop() {
        process().ifPresent(running -> {
            running.destroy();
            try {
                ended(running);
            } catch (CompletionException slow) {
                running.destroyForcibly();
                ended(running);
            }
        });
    }

    private static void ended(ProcessHandle running) {
        running.onExit().orTimeout(SECONDS_TO_STOP, TimeUnit.SECONDS).join();
    }
}
