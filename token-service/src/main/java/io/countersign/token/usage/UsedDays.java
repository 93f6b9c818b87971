package io.countersign.token.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often a connection was called and refused on each of the latest days in UTC on which it was, at most 31. */
public record UsedDays(SortedMap<LocalDate, Day> days) {
    /** Nothing was reported. */
    public static final UsedDays NONE = new UsedDays(new TreeMap<>());
    private static final int MOST = 31;

    public UsedDays {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    }

    /** @param at as late as it counts */
    UsedDays and(UsageFact fact, Instant at) {
        var all = new TreeMap<>(days);
        all.merge(LocalDate.ofInstant(at, ZoneOffset.UTC), Day.of(fact), Day::plus);
        while (all.size() > MOST) {
            all.pollFirstEntry();
        }
        return new UsedDays(all);
    }

    /**
     * One day.
     *
     * @param refused how often by the reason
     */
    public record Day(long calls, SortedMap<String, Long> refused) {
        public Day {
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        }

        static Day of(UsageFact fact) {
            return switch (fact) {
                case Call _ -> new Day(1, new TreeMap<>());
                case RefusedCall refused -> new Day(0, new TreeMap<>(Map.of(refused.code(), 1L)));
            };
        }

        Day plus(Day other) {
            var both = new TreeMap<>(refused);
            other.refused.forEach((code, times) -> both.merge(code, times, Long::sum));
            return new Day(calls + other.calls, both);
        }
    }
}
