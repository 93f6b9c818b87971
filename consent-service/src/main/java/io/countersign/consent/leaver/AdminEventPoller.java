package io.countersign.consent.leaver;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.Directory.Signal;
import io.countersign.consent.directory.DirectoryUnavailable;
import io.countersign.consent.leaver.LeaverProgress.Cursor;
import io.countersign.events.lease.HeldLease;
import io.countersign.web.peer.PeerUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the identity provider's signals and has everybody judged whom one names. It goes on behind what it handled, after a restart as well;
 * a signal counts as handled once the check is recorded. Signals become visible out of order, so the last half minute is read again each
 * time; what comes to light later still is found by {@link MembershipReconciliation}.
 */
@Component
class AdminEventPoller {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEventPoller.class);
    private static final long AGAIN = Duration.ofSeconds(30).toMillis();
    private static final int PAGE = 200;

    private final Directory directory;
    private final MembershipCheck membershipCheck;
    private final LeaverProgress progress;
    private final MeterRegistry meters;
    private volatile boolean silent;

    AdminEventPoller(Directory directory, MembershipCheck membershipCheck, LeaverProgress progress, MeterRegistry meters) {
        this.directory = directory;
        this.membershipCheck = membershipCheck;
        this.progress = progress;
        this.meters = meters;
    }

    /** One look. */
    void run(HeldLease lease) {
        try {
            readOn(lease);
            tell(true, "");
        } catch (DirectoryUnavailable | PeerUnavailable unanswered) {
            tell(false, String.valueOf(unanswered.getMessage()));
        }
    }

    /** Counted each time, said when it changes. */
    private void tell(boolean answered, String why) {
        meters.counter("countersign.leavers.signals", "outcome", answered ? "read" : "unavailable").increment();
        if (silent == answered) {
            silent = !answered;
            LOG.info(
                    answered
                            ? "The identity provider's signals are read again"
                            : "No signals are read, leavers are found by comparison only: {}",
                    why);
        }
    }

    /** Before the first look of all nothing was to be watched: comparison has seen to that. */
    private void readOn(HeldLease lease) {
        var start = progress.cursor();
        if (start.isEmpty()) {
            progress.save(new Cursor(directory.latestSignal(), List.of()));
            return;
        }
        var from = Math.max(0, start.get().millis() - AGAIN);
        var known = new LinkedHashMap<String, Long>();
        start.get().handled().forEach(id -> known.put(id, start.get().millis()));
        List<Signal> page;
        var read = 0;
        do {
            lease.require();
            page = directory.signals(from, read, PAGE);
            read += page.size();
            handle(start.get().millis(), page, known);
        } while (page.size() == PAGE);
    }

    private void handle(long millis, List<Signal> page, Map<String, Long> known) {
        var fresh = page.stream().filter(signal -> !known.containsKey(signal.id())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        membershipCheck.of(fresh);
        fresh.forEach(signal -> known.put(signal.id(), signal.millis()));
        var latest = Math.max(millis, known.values().stream().mapToLong(Long::longValue).max().orElse(millis));
        known.values().removeIf(at -> at < latest - AGAIN);
        progress.save(new Cursor(latest, List.copyOf(known.keySet())));
    }
}
