package io.countersign.audit.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The order of every source, and which of them wait for a position that does not come. */
@Component
class Sources {
    private final Intake intake;
    private final Map<String, SourceOrder> orders = new ConcurrentHashMap<>();

    Sources(Intake intake) {
        this.intake = intake;
    }

    /**
     * Takes one record.
     *
     * @return whether its partition should rest, because it is too far ahead of the others
     */
    boolean take(DeliveredEvent delivered, Instant now) throws InterruptedException {
        var order = orders.computeIfAbsent(delivered.source(), source -> new SourceOrder(intake.next(source)));
        List<DeliveredEvent> ready;
        boolean tooFarAhead;
        synchronized (order) {
            ready = order.take(delivered, now);
            tooFarAhead = order.tooFarAhead(delivered.position());
        }
        if (!ready.isEmpty()) {
            intake.accept(ready);
        }
        return tooFarAhead;
    }

    /** Whether a partition that stands at {@code position} of its source may go on. */
    boolean mayGoOn(String source, long position) {
        return of(source, order -> order.tooFarAhead(position) ? 0 : 1).orElse(1) == 1;
    }

    /** The first position of a source that stands in no bundle. */
    long recorded(String source) {
        return intake.next(source);
    }

    /** The next position of a source if later ones have waited for it as long as {@code patience}. */
    OptionalLong missing(String source, Instant now, Duration patience) {
        var next = of(source, order -> order.missing(now, patience) ? order.next() : -1).orElse(-1);
        return next < 0 ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** The sources whose next position is overdue, with that position. */
    Map<String, Long> overdue(Instant now) {
        var overdue = new TreeMap<String, Long>();
        orders.keySet().forEach(source -> missing(source, now, SourceOrder.PATIENCE).ifPresent(next -> overdue.put(source, next)));
        return overdue;
    }

    /** Where each source stands. */
    List<SourceStatus> statuses(Instant now) {
        return orders.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(each -> status(each.getKey(), each.getValue(), now))
                .toList();
    }

    private static SourceStatus status(String source, SourceOrder order, Instant now) {
        synchronized (order) {
            return new SourceStatus(source, order.next(), order.waiting(), order.overdue(now));
        }
    }

    /**
     * @param next    the position that is recorded next
     * @param waiting later events that are here already and wait for it
     * @param overdue the owner must publish it again
     */
    record SourceStatus(String source, long next, int waiting, boolean overdue) {
    }

    private OptionalLong of(String source, ToLongFunction<SourceOrder> question) {
        var order = orders.get(source);
        if (order == null) {
            return OptionalLong.empty();
        }
        synchronized (order) {
            return OptionalLong.of(question.applyAsLong(order));
        }
    }
}
