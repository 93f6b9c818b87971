package io.countersign.audit.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The order of every source, and which of them wait for a position that does not come. */
@Component
public class Sources {
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
    boolean take(Delivered delivered, Instant now) throws InterruptedException {
        var order = orders.computeIfAbsent(delivered.source(), source -> new SourceOrder(intake.next(source)));
        List<Delivered> ready;
        synchronized (order) {
            ready = order.take(delivered, now);
        }
        if (!ready.isEmpty()) {
            intake.accept(ready);
        }
        return order.tooFarAhead(delivered.position());
    }

    /** Whether a partition that stands at {@code position} of its source may go on. */
    boolean mayGoOn(String source, long position) {
        var order = orders.get(source);
        return order == null || !order.tooFarAhead(position);
    }

    /** The sources whose next position is overdue, with that position. */
    public Map<String, Long> overdue(Instant now) {
        return orders.entrySet().stream().filter(each -> isOverdue(each.getValue(), now))
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().next(), (a, b) -> a, TreeMap::new));
    }

    private static boolean isOverdue(SourceOrder order, Instant now) {
        synchronized (order) {
            return order.overdue(now);
        }
    }
}
