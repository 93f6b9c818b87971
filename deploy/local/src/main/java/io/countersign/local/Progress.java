package io.countersign.local;

import java.io.PrintStream;

/** Shows what is being started, one line per part. */
public interface Progress {
    void begin(String part);

    void end(String outcome);

    /** Lines for a person at a terminal. */
    static Progress printing(PrintStream out) {
        return new Progress() {
            private long begun;

            @Override
            public void begin(String part) {
                begun = System.nanoTime();
                out.printf("  %-18s ", part);
                out.flush();
            }

            @Override
            public void end(String outcome) {
                out.printf("%s (%.1f s)%n", outcome, (System.nanoTime() - begun) / 1e9);
            }
        };
    }

    /** No output. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void begin(String part) {
                // nobody watches
            }

            @Override
            public void end(String outcome) {
                // nobody watches
            }
        };
    }
}
