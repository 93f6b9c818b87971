package io.countersign.local;

import java.io.PrintStream;

/** Shows what is being started, one line per part. */
public interface Progress {
    void begin(String part);

    /** Of the part that began last; says nothing where none has. */
    void end(String outcome);

    /** Lines for a person at a terminal. */
    static Progress printing(PrintStream out) {
        return new Progress() {
            private boolean underWay;
            private long begun;

            @Override
            public void begin(String part) {
                underWay = true;
                begun = System.nanoTime();
                out.printf("  %-18s ", part);
                out.flush();
            }

            @Override
            public void end(String outcome) {
                if (underWay) {
                    underWay = false;
                    out.printf("%s (%.1f s)%n", outcome, (System.nanoTime() - begun) / 1e9);
                }
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
