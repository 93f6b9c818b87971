package io.countersign.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** A wait for a condition that names no bound of its own is bounded generously: machines differ, and one that passes takes no longer. */
public final class GenerousWaits implements LauncherSessionListener {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(BOUND);
    }
}
