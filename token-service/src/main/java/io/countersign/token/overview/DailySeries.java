package io.countersign.token.overview;

import io.countersign.access.AccessRule;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.Order;
import io.countersign.events.search.Search;
import io.countersign.token.overview.OrganizationOverview.Day;
import io.countersign.token.overview.OrganizationOverview.Slowest;
import io.countersign.token.overview.OrganizationOverview.ToRefusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What became of connections day by day. Only those that began or ended within these days are looked at, however many there are. */
final class DailySeries {
    private static final int DAYS = 30;
    private static final int DIGITS = 2;
    /** Why gateways refuse calls under a token that holds. */
    private static final List<String> CODES = Stream
            .concat(Stream.of(AccessRule.Reason.values()).map(AccessRule.Reason::code), Stream.of("insufficient_scope")).toList();
    private static final String AUTHORIZED = "life.authorizedAt";
    private static final String EXPIRED = Status.EXPIRED.name();
    private static final Criteria MEASURED = Criteria.above(ConnectionIndex.LAG, -1);
    private final TranslatedFilter filtered;
    private final Search search;
    private final LocalDate today;

    DailySeries(TranslatedFilter filtered, Search search, Instant now) {
        this.filtered = filtered;
        this.search = search;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** The last thirty in UTC, today included and last. */
    List<Day> days() {
        return IntStream.range(0, DAYS).mapToObj(day -> day(today.minusDays(DAYS - 1L - day))).toList();
    }

    private Day day(LocalDate date) {
        var from = start(date);
        var before = start(date.plusDays(1));
        var revoked = Criteria.and(filtered.all(), Endings.revoked(from, before));
        var ended = new TreeMap<String, Long>();
        search.tally(revoked, "end.reasonCode", AUTHORIZED).forEach((reason, tally) -> ended.put(reason, tally.count()));
        var sumRevoked = ended.values().stream().mapToLong(Long::longValue).sum();
        var expired = search.count(Criteria.and(filtered.all(), Endings.expired(filtered.statuses(), from, before)));
        if (expired > 0) {
            ended.put(EXPIRED, expired);
        }
        return new Day(date, search.count(Criteria.and(filtered.all(), Criteria.between(AUTHORIZED, from, before))), sumRevoked + expired,
                ended, toRefusal(revoked, sumRevoked), sum(UsedConnection.calls(date)), sum(UsedConnection.refused(date)), refusedBy(date));
    }

    private SortedMap<String, Long> refusedBy(LocalDate date) {
        var by = new TreeMap<String, Long>();
        if (sum(UsedConnection.refused(date)) > 0) {
            CODES.forEach(code -> by.put(code, sum(UsedConnection.refused(date, code))));
            by.values().removeIf(times -> times == 0);
        }
        return by;
    }

    /** Only those that have the number are looked at. */
    private long sum(String number) {
        var sum = new LongAdder();
        search.numbers(Criteria.and(filtered.all(), Criteria.above(number, 0)), number, sum::add);
        return sum.sum();
    }

    private ToRefusal toRefusal(Criteria revoked, long count) {
        var lags = new Histogram(DIGITS);
        search.numbers(Criteria.and(revoked, MEASURED), ConnectionIndex.LAG, lags::recordValue);
        return lags.getTotalCount() == 0
                ? new ToRefusal(count, 0, null, null)
                : new ToRefusal(count, lags.getTotalCount(), lags.getValueAtPercentile(50), lags.getValueAtPercentile(99));
    }

    /** The revocation of these days that took longest to be in force. */
    Optional<Slowest> slowest() {
        var ended = Endings.revoked(start(today.minusDays(DAYS - 1L)), start(today.plusDays(1)));
        return search
                .top(Criteria.and(filtered.all(), ended, MEASURED), new Order(List.of(new Order.Value(ConnectionIndex.LAG)), true), null, 1)
                .stream().findFirst().map(found -> new Slowest(found.id(), found.values().getFirst()));
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
