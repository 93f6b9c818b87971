package io.countersign.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One side of a comparison.
 *
 * @param server process ids whose processor time is its own share
 * @param others process ids of everything else it makes work
 */
record Side(String name, Request request, List<Long> server, List<Long> others) {
    private static final String COLUMNS = "who,round,requests/s,p50 ms,p99 ms,failures,CPU-s per 1000 (server),CPU-s per 1000 (all other processes)";
    private static final int ROUNDS = 3;
    private static final int LONGEST_WARM_UP = 6;
    private static final double SETTLED = 0.93;

    /** Warms all sides up, then takes them in turns. */
    static void compare(String title, H2Load load, Results results, Side... sides) {
        Stream.of(sides).forEach(side -> side.warmUp(load));
        results.section(title, COLUMNS);
        for (var round = 1; round <= ROUNDS; round++) {
            for (var side : sides) {
                side.measure(round, load, results);
            }
        }
    }

    /** Until a run costs hardly less than the one before: then the compiler has done its work. */
    private void warmUp(H2Load load) {
        var before = Double.MAX_VALUE;
        for (var run = 0; run < LONGEST_WARM_UP; run++) {
            var begin = Cpu.seconds(server);
            var requests = load.run(request).count();
            var cost = (Cpu.seconds(server) - begin) / Math.max(1, requests);
            if (cost > SETTLED * before) {
                return;
            }
            before = cost;
        }
    }

    private void measure(int round, H2Load load, Results results) {
        var server0 = Cpu.seconds(server);
        var others0 = Cpu.seconds(others);
        var outcome = load.run(request);
        var thousands = Math.max(1, outcome.count()) / 1000.0;
        results.row(name, round, outcome.perSecond(), outcome.p50(), outcome.p99(), outcome.failures(),
                (Cpu.seconds(server) - server0) / thousands, (Cpu.seconds(others) - others0) / thousands);
    }
}
