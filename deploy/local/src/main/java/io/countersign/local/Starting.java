package io.countersign.local;

import io.countersign.testkit.Launch;
import org.jspecify.annotations.Nullable;

/**
 * A part whose process was begun, or ran already; whether it serves is still to be seen. So parts start side by side.
 *
 * @param process null for a part that serves already
 * @param started what is left to do once it serves
 * @param place   what a person is told when it serves
 */
record Starting(String part, Launch launch, @Nullable ProcessHandle process, Runnable started, String place) {
    static final Runnable NOTHING = () -> {
    };

    void await(Progress progress) {
        progress.begin(part);
        if (process == null) {
            progress.end("runs already");
        } else {
            launch.awaitReady(process);
            started.run();
            progress.end(place);
        }
    }
}
