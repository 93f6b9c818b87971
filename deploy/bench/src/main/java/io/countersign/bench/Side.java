package io.countersign.bench;

import java.util.List;

/**
 * One side of a comparison.
 *
 * @param server process ids whose processor time is its own share
 * @param others process ids of everything else it makes work
 */
record Side(String name, Load.Request request, List<Long> server, List<Long> others) {
    static final String COLUMNS = "who,round,requests/s,p50 ms,p99 ms,failures,CPU-s per 1000 (server),CPU-s per 1000 (all other processes)";

    void measure(int round, Load load, Results results) {
        var server0 = Cpu.seconds(server);
        var others0 = Cpu.seconds(others);
        var outcome = load.run(request);
        var thousands = Math.max(1, outcome.count()) / 1000.0;
        results.row(name, round, outcome.perSecond(), outcome.p50(), outcome.p99(), outcome.failures(),
                (Cpu.seconds(server) - server0) / thousands,
                (Cpu.seconds(others) - others0) / thousands);
    }

    /** Warms both up, then alternates them. */
    static void compare(Side ours, Side peer, Load load, int rounds, Results results) {
        load.run(ours.request);
        load.run(peer.request);
        for (var round = 1; round <= rounds; round++) {
            ours.measure(round, load, results);
            peer.measure(round, load, results);
        }
    }
}
