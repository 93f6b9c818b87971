package io.countersign.eventstore;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Removes prefixes from a simulated log, in small steps between which everything else goes on, and may begin anew after each of them: the
 * start is written first, and what stands in front of it is deleted when that has settled, the oldest first.
 */
final class SimulatedRemoval {
    /** As many steps as an hour has, in a world in which a writer relies on what it knows for ten steps and a read lags up to eight. */
    private static final int SETTLES = 25;

    /** The way that is right, and ways that are not. */
    enum Way {
        NONE, CAREFUL, BEFORE_THE_START_IS_WRITTEN, BEYOND_WHAT_IS_PUBLISHED, BEFORE_THE_START_HAS_SETTLED
    }

    private final Way way;
    private final SimulatedMongo store;
    private final RandomGenerator random;
    private long cleared;
    private int removed;

    SimulatedRemoval(Way way, SimulatedMongo store, RandomGenerator random) {
        this.way = way;
        this.store = store;
        this.random = random;
    }

    /** Commits that were removed. */
    int removed() {
        return removed;
    }

    /**
     * @param published commits that the relay has taken
     * @param oldest    the step in which the oldest attempt under way was made: nothing as young as that is removed
     * @param safeAt    the step since which nobody can have missed each commit
     */
    void step(int published, int oldest, List<Integer> safeAt) {
        if (way == Way.NONE) {
            return;
        }
        var last = (way == Way.BEYOND_WHAT_IS_PUBLISHED ? safeAt.size() : Math.min(published, safeAt.size())) - 1;
        while (last > 0 && safeAt.get(last - 1) >= oldest) {
            last--;
        }
        if (random.nextBoolean() && last > 0) {
            var number = random.nextInt(last + 1);
            if (way == Way.BEFORE_THE_START_IS_WRITTEN) {
                clear(number);
            }
            if (way != Way.BEFORE_THE_START_IS_WRITTEN || random.nextBoolean()) {
                store.startAt(number);
            }
        }
        clear(store.startAsOf(way == Way.BEFORE_THE_START_HAS_SETTLED ? store.now() : store.now() - SETTLES).number());
    }

    private void clear(long end) {
        for (var left = random.nextInt(6); left > 0 && cleared < end; left--) {
            store.delete(cleared++);
            removed++;
        }
    }

    /** @param published commits that the relay has taken */
    void check(int published) {
        var start = store.startAsOf(store.now());
        for (var number : store.deleted()) {
            if (number >= start.number()) {
                throw new Simulation.Broken("Only what stands in front of the start is deleted", number + " " + start);
            }
            if (number >= published) {
                throw new Simulation.Broken("Only what is published is deleted", number);
            }
        }
        if (start.number() > 0 && start.number() >= store.safe().size()) {
            throw new Simulation.Broken("The last commit is never removed", start);
        }
    }
}
