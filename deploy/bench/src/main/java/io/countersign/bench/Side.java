package io.countersign.bench;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One side of a comparison.
 *
 * @param load   one run of the load
 * @param server process ids whose processor time is its own share
 * @param others process ids of everything else it makes work
 */
record Side(String name, Supplier<Outcome> load, List<Long> server, List<Long> others) {
    private static final String COLUMNS = "who,round,requests/s,p50 ms,p99 ms,failures,CPU-s per 1000 (server),CPU-s per 1000 (all other processes)";
    private static final int ROUNDS = 3;
    private static final int LONGEST_WARM_UP = 60;
    /** What a server must have done before the compiler has: so many requests or, where each is dear, so many seconds of processor time. */
    private static final long WARM_REQUESTS = 15_000;
    private static final double WARM_SECONDS = 40;
    private static final double SETTLED = 0.93;

    /** Warms all sides up, then takes them in turns. */
    static void compare(String title, Results results, Side... sides) {
        Stream.of(sides).forEach(Side::warmUp);
        results.section(title, COLUMNS);
        for (var round = 1; round <= ROUNDS; round++) {
            for (var side : sides) {
                side.measure(round, results);
            }
        }
    }

    /**
     * Until a run costs hardly less than the one before and enough was done for the compiler to have done its work. On a busy machine a run is
     * so few requests that two may cost the same while most is still interpreted.
     */
    private void warmUp() {
        var before = Double.MAX_VALUE;
        var requests = 0L;
        var seconds = 0.0;
        for (var run = 0; run < LONGEST_WARM_UP; run++) {
            var begin = Cpu.seconds(server);
            var count = load.get().count();
            var spent = Cpu.seconds(server) - begin;
            var cost = spent / Math.max(1, count);
            requests += count;
            seconds += spent;
            if (cost > SETTLED * before && (requests >= WARM_REQUESTS || seconds >= WARM_SECONDS)) {
                return;
            }
            before = cost;
        }
    }

    private void measure(int round, Results results) {
        var server0 = Cpu.seconds(server);
        var others0 = Cpu.seconds(others);
        var outcome = load.get();
        var thousands = Math.max(1, outcome.count()) / 1000.0;
        results.row(name, round, outcome.perSecond(), outcome.p50(), outcome.p99(), outcome.failures(),
                (Cpu.seconds(server) - server0) / thousands, (Cpu.seconds(others) - others0) / thousands);
    }
}
