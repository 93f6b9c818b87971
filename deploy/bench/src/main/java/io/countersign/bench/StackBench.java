package io.countersign.bench;

import io.countersign.local.Description.ProcessOf;
import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The second start of the local platform as {@code deploy/local/up} does it, and the memory it then holds. */
final class StackBench {
    private final Path data;
    private final int base;
    private final Path project;

    StackBench(Path data, int base, Path project) {
        this.data = data;
        this.base = base;
        this.project = project;
    }

    void run(Results results) {
        var first = LocalPlatform.in(data, base, project, Progress.printing(System.out));
        first.up();
        first.down();
        var watch = new Stopwatch();
        var second = LocalPlatform.in(data, base, project, watch);
        try {
            var begun = System.nanoTime();
            second.up();
            var seconds = (System.nanoTime() - begun) / 1e9;
            results.section("Second start of the local platform", "process,start s,resident MiB");
            var total = 0.0;
            for (var process : second.describe().processes()) {
                var resident = Memory.resident(process.pid()) / 1024.0 / 1024.0;
                total += resident;
                results.row(process.name(), watch.seconds(process), resident);
            }
            results.row("all", seconds, total);
            results.note("Goal: all within 45 s and 4,096 MiB, each service within 2.5 s and 300 MiB.");
        } finally {
            second.down();
        }
    }

    /** Takes the time of each part. */
    private static final class Stopwatch implements Progress {
        private final Map<String, Double> taken = new LinkedHashMap<>();
        private String part = "";
        private long begun;

        @Override
        public void begin(String name) {
            part = name;
            begun = System.nanoTime();
        }

        @Override
        public void end(String outcome) {
            taken.put(part, (System.nanoTime() - begun) / 1e9);
        }

        double seconds(ProcessOf process) {
            return taken.getOrDefault(process.name(), Double.NaN);
        }
    }
}
